package io.corrsh.index;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question to an index: the {@code k} nearest documents to a code, within a distance, among those that pass a filter.
 * Hits come by (distance, weighted distance, id), ascending; the order does not depend on the index's segments.
 * Ids are compared by their bytes in UTF-8.
 *
 * @param code the query's code
 * @param weights what a differing bit costs, one finite non-negative value a bit: among hits of equal distance the one
 * with the smaller sum over its differing bits comes first; {@code null} to leave ties to the id. Sums are exact for
 * weights down to 2^-21 of the largest (2^-19 beyond 256 bits), whatever the order of their terms
 * @param k the most hits to give back, at least 1
 * @param maxDistance no hit is farther; {@code bits} for no limit
 * @param filter only documents that pass it; {@code null} for all
 * @param after only hits that come after this place; {@code null} for the first ones. The total counts those before too
 * @param deadline when to give up
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record HammingQuery(
        long[] code,
        float @Nullable [] weights,
        int k,
        int maxDistance,
        @Nullable Filter filter,
        @Nullable SearchAfter after,
        Deadline deadline) {

    /** A query for the first hits. */
    public HammingQuery(
            long[] code,
            float @Nullable [] weights,
            int k,
            int maxDistance,
            @Nullable Filter filter,
            Deadline deadline) {
        this(code, weights, k, maxDistance, filter, null, deadline);
    }

    /** A query that takes the time it needs. */
    public HammingQuery(long[] code, float @Nullable [] weights, int k, int maxDistance, @Nullable Filter filter) {
        this(code, weights, k, maxDistance, filter, null, Deadline.NEVER);
    }

    public HammingQuery {
        Objects.requireNonNull(deadline, "'deadline' must not be null");
        Objects.requireNonNull(code, "'code' must not be null");
        if (k < 1) {
            throw new IllegalArgumentException("'k' must be at least 1, got %d".formatted(k));
        }
        if (maxDistance < 0) {
            throw new IllegalArgumentException("'maxDistance' must not be negative, got %d".formatted(maxDistance));
        }
    }
}
