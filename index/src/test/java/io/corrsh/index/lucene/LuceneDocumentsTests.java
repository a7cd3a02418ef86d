package io.corrsh.index.lucene;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.contract.DocumentsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneDocumentsTests extends DocumentsContract {

    @TempDir
    Path directory;

    @Override
    protected HammingIndex open(CodeSpace space) throws Exception {
        return LuceneHammingIndex.open(directory, space, new LuceneIndexOptions(16, 16, 3), IndexListener.NONE);
    }
}
