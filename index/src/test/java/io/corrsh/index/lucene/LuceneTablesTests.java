package io.corrsh.index.lucene;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import org.apache.lucene.store.FSDirectory;

/** The whole contract once more, with chunk tables in every segment. */
class LuceneTablesTests extends LuceneHammingIndexTests {

    @Override
    protected HammingIndex open(CodeSpace space) throws Exception {
        return LuceneHammingIndex.open(
                FSDirectory.open(directory),
                directory.toString(),
                space,
                LuceneIndexOptions.DEFAULT,
                IndexListener.NONE,
                HammingCodesFormat.withTablesFrom(1));
    }
}
