package io.corrsh.index;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When to give up a search: after some time, or when someone cancels it. The time runs from the deadline's making, so
 * that one deadline can hold for several steps. Safe for use by several threads.
 */
public final class Deadline {

    /** Never. It cannot be cancelled, because everybody shares it. */
    public static final Deadline NEVER = new Deadline(null);

    private final @Nullable Duration limit;
    private final long start = System.nanoTime();
    private final long nanos;
    private volatile boolean cancelled;

    private Deadline(@Nullable Duration limit) {
        this.limit = limit;
        this.nanos = limit == null ? Long.MAX_VALUE : saturated(limit);
    }

    private static long saturated(Duration limit) {
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : limit.toNanos();
    }

    /** After a time from now, or when it is cancelled. */
    public static Deadline after(Duration limit) {
        Objects.requireNonNull(limit, "'limit' must not be null");
        if (limit.isNegative()) {
            throw new IllegalArgumentException("'limit' must not be negative, got %s".formatted(limit));
        }
        return new Deadline(limit);
    }

    /** Only when it is cancelled. */
    public static Deadline untilCancelled() {
        return new Deadline(null);
    }

    /** Makes whatever runs under this deadline stop soon. */
    public void cancel() {
        if (this == NEVER) {
            throw new IllegalStateException("'Deadline.NEVER' cannot be cancelled");
        }
        cancelled = true;
    }

    /** Whether it is time to stop. */
    public boolean passed() {
        return cancelled || (limit != null && System.nanoTime() - start >= nanos);
    }

    /**
     * Goes on, or stops.
     *
     * @throws SearchStoppedException if the time is over or someone cancelled
     */
    public void check() {
        if (cancelled) {
            throw new SearchStoppedException("the search was cancelled");
        }
        if (limit != null && System.nanoTime() - start >= nanos) {
            throw new SearchStoppedException(
                    "the search was stopped at its time limit of %d ms".formatted(limit.toMillis()));
        }
    }
}
