package io.corrsh.index.lucene;

import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/**
 * How an index uses memory and processors.
 *
 * @param ramBufferMegabytes documents of this size are gathered in memory before they become a segment, between 1 and
 * 2047
 * @param pendingBatches so many calls of {@code apply} may wait for a commit before the next one waits to be let in,
 * at least 1
 * @param searchThreads so many threads may work on one search of a large index, the caller's among them, at least 1; all
 * searches share them
 * @param words how texts become words, both of documents and of queries; it must stay the same for an index
 */
public record LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches, int searchThreads, Analyzer words) {

    private static final Analyzer STANDARD = new StandardAnalyzer();

    /** 64 MB, 256 calls, and half of the processors but four at most: searches also come side by side. */
    public static final LuceneIndexOptions DEFAULT = new LuceneIndexOptions(64, 256);

    /** Options with the default number of threads. */
    public LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches) {
        this(ramBufferMegabytes, pendingBatches, defaultThreads());
    }

    /** Options with Lucene's standard analyzer. */
    public LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches, int searchThreads) {
        this(ramBufferMegabytes, pendingBatches, searchThreads, STANDARD);
    }

    /** The same options with another analyzer. */
    public LuceneIndexOptions withWords(Analyzer words) {
        return new LuceneIndexOptions(ramBufferMegabytes, pendingBatches, searchThreads, words);
    }

    private static int defaultThreads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    }

    public LuceneIndexOptions {
        Objects.requireNonNull(words, "'words' must not be null");
        if (ramBufferMegabytes < 1 || ramBufferMegabytes > 2047) {
            throw new IllegalArgumentException(
                    "'ramBufferMegabytes' must be between 1 and 2047, got %d".formatted(ramBufferMegabytes));
        }
        if (pendingBatches < 1) {
            throw new IllegalArgumentException("'pendingBatches' must be at least 1, got %d".formatted(pendingBatches));
        }
        if (searchThreads < 1) {
            throw new IllegalArgumentException("'searchThreads' must be at least 1, got %d".formatted(searchThreads));
        }
    }
}
