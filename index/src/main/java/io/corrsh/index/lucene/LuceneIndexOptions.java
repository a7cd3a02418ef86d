package io.corrsh.index.lucene;

/**
 * How an index uses memory and processors.
 *
 * @param ramBufferMegabytes documents of this size are gathered in memory before they become a segment, between 1 and
 * 2047
 * @param pendingBatches so many calls of {@code apply} may wait for a commit before the next one waits to be let in,
 * at least 1
 * @param searchThreads so many threads may work on one search of a large index, the caller's among them, at least 1; all
 * searches share them
 */
public record LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches, int searchThreads) {

    /** 64 MB, 256 calls, and half of the processors but four at most: searches also come side by side. */
    public static final LuceneIndexOptions DEFAULT = new LuceneIndexOptions(64, 256);

    /** Options with the default number of threads. */
    public LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches) {
        this(ramBufferMegabytes, pendingBatches, defaultThreads());
    }

    private static int defaultThreads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    }

    public LuceneIndexOptions {
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
