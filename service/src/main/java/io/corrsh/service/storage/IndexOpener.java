package io.corrsh.service.storage;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.lucene.IndexListener;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.LuceneIndexOptions;
import io.corrsh.model.text.AnalyzerSpec;
import java.io.IOException;
import java.nio.file.Path;

/** Opens indexes as the service does it. */
public final class IndexOpener {

    private IndexOpener() {}

    /**
     * Opens the index in a directory, or makes a new one there.
     *
     * @throws io.corrsh.index.IndexMismatchException if it holds other codes, or was written by a newer version
     * @throws IOException if the directory cannot be read or written, or is in use or damaged
     */
    public static HammingIndex open(Path directory, CodeSpace space, AnalyzerSpec words) throws IOException {
        return open(directory, space, words, IndexListener.NONE);
    }

    static HammingIndex open(Path directory, CodeSpace space, AnalyzerSpec words, IndexListener listener)
            throws IOException {
        return LuceneHammingIndex.open(
                directory, space, LuceneIndexOptions.DEFAULT.withWords(WordAnalysis.of(words)), listener);
    }
}
