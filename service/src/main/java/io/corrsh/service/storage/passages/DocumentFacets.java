package io.corrsh.service.storage.passages;

import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts values among documents of which some passage is near a code. */
final class DocumentFacets {

    private static final int ALL = Integer.MAX_VALUE;

    private DocumentFacets() {}

    /** Documents without passages by their own codes, and those of which some passage is near, each once. */
    static Facets near(HammingIndex index, FacetQuery query) {
        Filter plain = new Filter.Not(new Filter.Or(List.of(PassageRows.parts(), PassageRows.wholes())));
        Facets first = index.facets(query(query, query.fields(), query.code(), plain));
        Facets parts = index.facets(query(query, List.of(PassageRows.PART), query.code(), PassageRows.parts()));
        List<Filter> near = new ArrayList<>();
        parts.fields()
                .values()
                .forEach(ids -> ids.values().forEach(id -> near.add(new Filter.Equal(PassageRows.WHOLE, id.value()))));
        return near.isEmpty()
                ? merged(first, new Facets(0, Map.of()), query)
                : merged(first, index.facets(query(query, query.fields(), null, new Filter.Or(near))), query);
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private static FacetQuery query(FacetQuery like, List<String> fields, long @Nullable [] code, Filter filter) {
        return new FacetQuery(
                fields, ALL, code, like.maxDistance(), Filter.both(like.filter(), filter), like.deadline());
    }

    private static Facets merged(Facets one, Facets other, FacetQuery query) {
        Map<String, Facets.Field> fields = new LinkedHashMap<>();
        for (String name : query.fields()) {
            Map<Object, Long> counts = new HashMap<>();
            for (Facets facets : List.of(one, other)) {
                Facets.Field field = facets.fields().get(name);
                for (Facets.Count count : field == null ? List.<Facets.Count>of() : field.values()) {
                    counts.merge(count.value(), count.documents(), Long::sum);
                }
            }
            fields.put(
                    name,
                    new Facets.Field(
                            counts.entrySet().stream()
                                    .map(entry -> new Facets.Count(entry.getKey(), entry.getValue()))
                                    .sorted(Comparator.comparingLong(Facets.Count::documents)
                                            .reversed()
                                            .thenComparing(
                                                    count -> count.value().toString()))
                                    .limit(query.values())
                                    .toList(),
                            counts.size()));
        }
        return new Facets(one.documents() + other.documents(), fields);
    }
}
