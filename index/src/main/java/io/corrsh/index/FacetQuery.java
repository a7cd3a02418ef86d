package io.corrsh.index;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for how often the values of some fields occur among documents with a code.
 *
 * @param fields the names of the fields
 * @param values the most values of a field to give back, at least 1
 * @param code only documents near this code; {@code null} for all
 * @param maxDistance how near
 * @param filter only documents that pass it; {@code null} for all
 * @param deadline when to give up
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record FacetQuery(
        List<String> fields,
        int values,
        long @Nullable [] code,
        int maxDistance,
        @Nullable Filter filter,
        Deadline deadline) {

    public FacetQuery {
        fields = List.copyOf(fields);
        Objects.requireNonNull(deadline, "'deadline' must not be null");
        if (values < 1) {
            throw new IllegalArgumentException("'values' must be at least 1, got %d".formatted(values));
        }
        if (maxDistance < 0) {
            throw new IllegalArgumentException("'maxDistance' must not be negative, got %d".formatted(maxDistance));
        }
    }
}
