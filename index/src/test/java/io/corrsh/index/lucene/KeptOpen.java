package io.corrsh.index.lucene;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/** A directory that outlives the index in it. */
final class KeptOpen extends FilterDirectory {

    KeptOpen(Directory directory) {
        super(directory);
    }

    @Override
    public void close() {}
}
