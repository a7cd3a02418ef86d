package io.corrsh.index;

import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A question for the documents of an index whose codes are near each other.
 *
 * @param maxDistance no pair is farther
 * @param filter only documents that pass it; {@code null} for all
 * @param keepPairs whether the pairs themselves will be asked for: they can be very many, and are kept on disk; else only
 * groups can be had
 * @param deadline when to give up
 * @param progress hears how far the search is, from 0 to 1; called by one thread at a time
 */
public record NearDuplicateQuery(
        int maxDistance, @Nullable Filter filter, boolean keepPairs, Deadline deadline, DoubleConsumer progress) {

    public NearDuplicateQuery {
        Objects.requireNonNull(deadline, "'deadline' must not be null");
        Objects.requireNonNull(progress, "'progress' must not be null");
        if (maxDistance < 0) {
            throw new IllegalArgumentException("'maxDistance' must not be negative, got %d".formatted(maxDistance));
        }
    }

    /** A question for groups, among all documents, in the time that it takes. */
    public static NearDuplicateQuery groups(int maxDistance) {
        return new NearDuplicateQuery(maxDistance, null, false, Deadline.NEVER, done -> {});
    }

    /** A question for pairs and groups, among all documents, in the time that it takes. */
    public static NearDuplicateQuery pairs(int maxDistance) {
        return new NearDuplicateQuery(maxDistance, null, true, Deadline.NEVER, done -> {});
    }
}
