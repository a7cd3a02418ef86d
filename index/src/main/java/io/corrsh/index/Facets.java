package io.corrsh.index;

import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link FacetQuery}.
 *
 * @param documents how many documents were counted
 * @param fields for each field its most frequent values, in the order of the query's fields
 */
public record Facets(long documents, Map<String, Field> fields) {

    /**
     * The values of a field.
     *
     * @param values the most frequent ones first, those as frequent by their values
     * @param distinct how many values the field has among the documents counted
     */
    public record Field(List<Count> values, long distinct) {
        public Field {
            values = List.copyOf(values);
        }
    }

    /**
     * A value.
     *
     * @param value a {@code String}, {@code Double} or {@code Boolean}
     * @param documents how many documents have it
     */
    public record Count(Object value, long documents) {}
}
