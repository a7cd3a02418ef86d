package io.corrsh.service.search.facets;

import io.corrsh.index.Deadline;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.service.storage.Dates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts values. */
@Component
public final class FacetCounter {

    /**
     * The most frequent values of each field.
     *
     * @param code only among documents near this code; {@code null} for all with a code
     * @param maxDistance how near
     * @param filter only among documents that pass it
     */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    public Map<String, List<FacetValue>> count(
            HammingIndex index,
            FacetRequest request,
            long @Nullable [] code,
            int maxDistance,
            @Nullable Filter filter,
            Deadline deadline) {
        // A date is kept twice, as a string and as a number; so twice as many are asked for.
        FacetQuery query = new FacetQuery(request.fields(), 2 * request.size(), code, maxDistance, filter, deadline);
        Map<String, List<FacetValue>> counts = new LinkedHashMap<>();
        index.facets(query).fields().forEach((name, field) -> counts.put(name, shown(field, request.size())));
        return counts;
    }

    private static List<FacetValue> shown(Facets.Field field, int most) {
        boolean dates = field.values().stream()
                .anyMatch(count -> count.value() instanceof String text && Dates.parse(text) != null);
        return field.values().stream()
                .filter(count -> !(dates && count.value() instanceof Double))
                .limit(most)
                .map(count -> new FacetValue(value(count.value()), count.documents()))
                .toList();
    }

    /** Whole numbers without a point, as documents mostly have them. */
    private static Object value(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? (Object) number.longValue()
                : value;
    }
}
