package io.corrsh.service.storage;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.lucene.IndexListener;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.LuceneIndexOptions;
import io.corrsh.index.lucene.words.LuceneHighlighter;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.service.metrics.index.IndexTimers;
import io.corrsh.service.metrics.index.MeteredHammingIndex;
import io.corrsh.service.storage.expiry.ExpiringHammingIndex;
import io.corrsh.service.storage.passages.PassageHammingIndex;
import io.corrsh.service.storage.words.WordAnalysis;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

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

    private static LuceneHammingIndex open(Path directory, CodeSpace space, AnalyzerSpec words, IndexListener listener)
            throws IOException {
        return LuceneHammingIndex.open(
                directory, space, LuceneIndexOptions.DEFAULT.withWords(WordAnalysis.of(words)), listener);
    }

    /**
     * Opens the index in a directory as the service uses it, or makes a new one there.
     *
     * @throws UnusableIndexException if it holds other codes, is in use or damaged, or cannot be read or written
     */
    public static OpenIndex open(
            Path directory,
            CodeSpace space,
            AnalyzerSpec words,
            MeterRegistry registry,
            IndexTimers timers,
            InstantSource clock) {
        try {
            LuceneHammingIndex files = open(directory, space, words, timers);
            return new OpenIndex(
                    new ExpiringHammingIndex(
                            new MeteredHammingIndex(new PassageHammingIndex(files), registry, timers), clock),
                    files,
                    new LuceneHighlighter(WordAnalysis.of(words)));
        } catch (IOException | IndexMismatchException e) {
            throw new UnusableIndexException(directory, e);
        }
    }
}
