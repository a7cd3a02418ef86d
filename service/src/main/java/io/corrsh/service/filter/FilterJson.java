package io.corrsh.service.filter;

import io.corrsh.index.Filter;
import io.corrsh.service.storage.Dates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads filters that are given as JSON:
 *
 * <pre>
 * {"and": [filter, ...]}   {"or": [filter, ...]}   {"not": filter}   {"exists": "field"}
 * {"field": "name", "equals": value}               value: a string, a number, true or false
 * {"field": "name", "in": [value, ...]}
 * {"field": "name", "gte": bound, "lt": bound}     also gt and lte; bound: a number or a date
 * </pre>
 */
public final class FilterJson {

    private static final int DEEPEST = 64;
    private static final List<String> BOUNDS = List.of("gt", "gte", "lt", "lte");

    private final int mostConditions;
    private int conditions;

    private FilterJson(int mostConditions) {
        this.mostConditions = mostConditions;
    }

    /** The filter that JSON stands for. */
    public static Filter parse(JsonNode json, int mostConditions) throws FilterSyntaxException {
        return new FilterJson(mostConditions).filter(json, "", 1);
    }

    private Filter filter(JsonNode json, String path, int depth) throws FilterSyntaxException {
        if (!json.isObject()) {
            throw wrong(path, "an object is expected");
        }
        if (depth > DEEPEST) {
            throw wrong(path, "it is nested more than %d deep".formatted(DEEPEST));
        }
        Set<String> names = new TreeSet<>(json.propertyNames());
        if (names.equals(Set.of("and"))) {
            return new Filter.And(parts(json.path("and"), path + ".and", depth));
        }
        if (names.equals(Set.of("or"))) {
            return new Filter.Or(parts(json.path("or"), path + ".or", depth));
        }
        if (names.equals(Set.of("not"))) {
            return new Filter.Not(filter(json.path("not"), path + ".not", depth + 1));
        }
        if (++conditions > mostConditions) {
            throw wrong(path, "it has more than %d conditions".formatted(mostConditions));
        }
        if (names.equals(Set.of("exists"))) {
            return new Filter.Exists(string(json.path("exists"), path + ".exists"));
        }
        if (!names.remove("field")) {
            throw wrong(path, "one of 'and', 'or', 'not', 'exists' is expected, or a 'field' and its condition");
        }
        return condition(json, string(json.path("field"), path + ".field"), names, path);
    }

    private Filter condition(JsonNode json, String field, Set<String> names, String path) throws FilterSyntaxException {
        if (names.equals(Set.of("equals"))) {
            return new Filter.Equal(field, value(json.path("equals"), path + ".equals"));
        }
        if (names.equals(Set.of("in"))) {
            List<Filter> any = new ArrayList<>();
            for (JsonNode value : array(json.path("in"), path + ".in")) {
                any.add(new Filter.Equal(field, value(value, path + ".in")));
            }
            conditions += any.size();
            if (conditions > mostConditions) {
                throw wrong(path + ".in", "the filter has more than %d conditions".formatted(mostConditions));
            }
            return new Filter.Or(any);
        }
        if (names.isEmpty() || !BOUNDS.containsAll(names)) {
            throw wrong(
                    path,
                    "beside 'field' one of 'equals', 'in' or bounds of [gt, gte, lt, lte] is expected, got " + names);
        }
        if (names.containsAll(Set.of("gt", "gte")) || names.containsAll(Set.of("lt", "lte"))) {
            throw wrong(path, "a side has two bounds");
        }
        Double gt = bound(json, "gt", true, path);
        Double gte = bound(json, "gte", false, path);
        Double lt = bound(json, "lt", false, path);
        Double lte = bound(json, "lte", true, path);
        return new Filter.Range(
                field,
                gt == null ? gte : Double.valueOf(Math.nextUp(gt)),
                lt == null ? lte : Double.valueOf(Math.nextDown(lt)));
    }

    private List<Filter> parts(JsonNode json, String path, int depth) throws FilterSyntaxException {
        List<Filter> parts = new ArrayList<>();
        for (JsonNode part : array(json, path)) {
            parts.add(filter(part, "%s[%d]".formatted(path, parts.size()), depth + 1));
        }
        return parts;
    }

    private static JsonNode array(JsonNode json, String path) throws FilterSyntaxException {
        if (!json.isArray() || json.isEmpty()) {
            throw wrong(path, "an array of at least one is expected");
        }
        return json;
    }

    private static String string(JsonNode json, String path) throws FilterSyntaxException {
        if (!json.isString()) {
            throw wrong(path, "the name of a field is expected");
        }
        return json.stringValue();
    }

    private static Object value(JsonNode json, String path) throws FilterSyntaxException {
        if (json.isString()) {
            return json.stringValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isNumber() && Double.isFinite(json.numberValue().doubleValue())) {
            return json.numberValue().doubleValue();
        }
        throw wrong(path, "a string, a number, true or false is expected");
    }

    /** A bound; of a date without a time its first or its last moment. */
    private static @Nullable Double bound(JsonNode json, String name, boolean last, String path)
            throws FilterSyntaxException {
        JsonNode bound = json.get(name);
        if (bound == null) {
            return null;
        }
        if (bound.isNumber() && Double.isFinite(bound.numberValue().doubleValue())) {
            return bound.numberValue().doubleValue();
        }
        Dates.Span date = bound.isString() ? Dates.parse(bound.stringValue()) : null;
        if (date == null) {
            throw wrong(path + "." + name, "a number or a date is expected");
        }
        return last ? date.last() : date.first();
    }

    private static FilterSyntaxException wrong(String path, String message) {
        return new FilterSyntaxException(path, message);
    }
}
