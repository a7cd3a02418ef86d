package io.corrsh.service.storage;

import io.corrsh.index.Highlighter;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.snapshot.SnapshotManifest;
import io.corrsh.service.storage.expiry.ExpiringHammingIndex;
import java.io.IOException;
import java.nio.file.Path;

/** An open index as the service uses it. Safe for use by several threads; closes the index. */
public final class OpenIndex implements AutoCloseable {

    private final ExpiringHammingIndex index;
    private final LuceneHammingIndex files;
    private final Highlighter highlighter;

    OpenIndex(ExpiringHammingIndex index, LuceneHammingIndex files, Highlighter highlighter) {
        this.index = index;
        this.files = files;
        this.highlighter = highlighter;
    }

    /** The documents. */
    public ExpiringHammingIndex index() {
        return index;
    }

    /** Shows where the words of a query stand, by the analysis of this index. */
    public Highlighter highlighter() {
        return highlighter;
    }

    /**
     * Copies all that was acknowledged into a directory; searches and writes go on.
     *
     * @param target a directory that is not there yet, or empty
     */
    public SnapshotManifest snapshot(Path target) throws IOException {
        return files.snapshot(target).manifest();
    }

    @Override
    public void close() {
        index.close();
    }
}
