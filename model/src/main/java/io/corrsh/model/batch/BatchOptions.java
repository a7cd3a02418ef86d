package io.corrsh.model.batch;

import java.time.Duration;

/**
 * How texts of several callers are put together.
 *
 * @param threads how many batches are worked on at a time, at least 1
 * @param texts the most texts of a batch, at least 1
 * @param tokens a batch ends with the text that brings it to so many tokens, estimated by its length, at least 1
 * @param linger how long a batch may wait for more texts where the encoder gains by larger batches
 * @param capacity when so many texts wait, more are refused, at least 1
 */
public record BatchOptions(int threads, int texts, int tokens, Duration linger, int capacity) {

    /** Two batches of 256 texts or 16,384 tokens at a time, a linger of 1 ms, 4,096 waiting texts. */
    public static final BatchOptions DEFAULT = new BatchOptions(2, 256, 16_384, Duration.ofMillis(1), 4096);

    public BatchOptions {
        require(threads, "threads");
        require(texts, "texts");
        require(tokens, "tokens");
        require(capacity, "capacity");
        if (linger.isNegative()) {
            throw new IllegalArgumentException("'linger' must be at least 0, got " + linger);
        }
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("'%s' must be at least 1, got %d".formatted(name, value));
        }
    }
}
