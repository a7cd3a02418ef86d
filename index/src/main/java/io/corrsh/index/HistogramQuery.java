package io.corrsh.index;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for how many documents lie at each distance from a code.
 *
 * @param code the query's code
 * @param maxDistance the largest distance to count; {@code bits} for all
 * @param filter only documents that pass it; {@code null} for all
 * @param deadline when to give up
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record HistogramQuery(
        long[] code, int maxDistance, @Nullable Filter filter, Deadline deadline) {

    public HistogramQuery {
        Objects.requireNonNull(code, "'code' must not be null");
        Objects.requireNonNull(deadline, "'deadline' must not be null");
        if (maxDistance < 0) {
            throw new IllegalArgumentException("'maxDistance' must not be negative, got %d".formatted(maxDistance));
        }
    }
}
