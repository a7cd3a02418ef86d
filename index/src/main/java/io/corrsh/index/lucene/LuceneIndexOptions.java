package io.corrsh.index.lucene;

/**
 * How an index uses memory.
 *
 * @param ramBufferMegabytes documents of this size are gathered in memory before they become a segment, between 1 and
 * 2047
 * @param pendingBatches so many calls of {@code apply} may wait for a commit before the next one waits to be let in,
 * at least 1
 */
public record LuceneIndexOptions(int ramBufferMegabytes, int pendingBatches) {

    /** 64 MB and 256 calls. */
    public static final LuceneIndexOptions DEFAULT = new LuceneIndexOptions(64, 256);

    public LuceneIndexOptions {
        if (ramBufferMegabytes < 1 || ramBufferMegabytes > 2047) {
            throw new IllegalArgumentException(
                    "'ramBufferMegabytes' must be between 1 and 2047, got %d".formatted(ramBufferMegabytes));
        }
        if (pendingBatches < 1) {
            throw new IllegalArgumentException("'pendingBatches' must be at least 1, got %d".formatted(pendingBatches));
        }
    }
}
