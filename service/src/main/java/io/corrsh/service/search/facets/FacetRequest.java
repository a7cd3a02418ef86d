package io.corrsh.service.search.facets;

import io.corrsh.service.problems.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which values to count.
 *
 * @param fields of which fields; none to count nothing
 * @param size how many of each
 */
public record FacetRequest(List<String> fields, int size) {

    private static final int MOST_FIELDS = 10;
    private static final int MOST_VALUES = 1000;
    private static final int DEFAULT_VALUES = 10;

    /** The answer where nothing is found. */
    public Map<String, List<FacetValue>> none() {
        Map<String, List<FacetValue>> none = new LinkedHashMap<>();
        fields.forEach(field -> none.put(field, List.of()));
        return none;
    }

    /** What a search asks for; what is wrong with it is noted. */
    public static FacetRequest of(
            @Nullable List<@Nullable String> fields, @Nullable Integer size, Violations violations) {
        int values = size == null ? DEFAULT_VALUES : size;
        violations.require(values >= 1 && values <= MOST_VALUES, "facet_size", "between 1 and " + MOST_VALUES, values);
        List<String> names = new ArrayList<>();
        for (String field : fields == null ? List.<@Nullable String>of() : fields) {
            if (field == null || field.isEmpty()) {
                violations.add("facets", "must hold names of fields only, got " + field);
            } else {
                names.add(field);
            }
        }
        violations.require(
                names.size() <= MOST_FIELDS, "facets", "at most %d fields".formatted(MOST_FIELDS), names.size());
        if (size != null && names.isEmpty()) {
            violations.add("facet_size", "must be absent without 'facets'");
        }
        return new FacetRequest(List.copyOf(new LinkedHashSet<>(names)), values);
    }
}
