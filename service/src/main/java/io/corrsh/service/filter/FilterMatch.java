package io.corrsh.service.filter;

import io.corrsh.index.Filter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells for a single document whether it passes a filter, as the index does it for all. */
public final class FilterMatch {

    private FilterMatch() {}

    public static boolean matches(@Nullable Filter filter, Map<String, List<Object>> fields) {
        return switch (filter) {
            case null -> true;
            case Filter.Equal equal ->
                fields.getOrDefault(equal.field(), List.of()).contains(equal.value());
            case Filter.Range range ->
                fields.getOrDefault(range.field(), List.of()).stream()
                        .anyMatch(value -> value instanceof Double number && isWithin(range, number));
            case Filter.Exists exists -> fields.containsKey(exists.field());
            case Filter.And and -> and.of().stream().allMatch(part -> matches(part, fields));
            case Filter.Or or -> or.of().stream().anyMatch(part -> matches(part, fields));
            case Filter.Not not -> !matches(not.of(), fields);
        };
    }

    private static boolean isWithin(Filter.Range range, double number) {
        return (range.from() == null || number >= range.from()) && (range.to() == null || number <= range.to());
    }
}
