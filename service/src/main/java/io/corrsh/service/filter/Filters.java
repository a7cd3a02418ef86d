package io.corrsh.service.filter;

import io.corrsh.index.Filter;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.Limits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads filters as requests hold them: a string in the language of filters, or JSON. */
public final class Filters {

    private static final String FIELD = "filter";

    private Filters() {}

    /** The filter, {@code null} where there is none or where it is wrong, which is noted. */
    public static @Nullable Filter parse(@Nullable JsonNode given, Limits limits, Violations violations) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (given.isString()) {
            return parse(given.stringValue(), limits, violations);
        }
        if (!given.isObject()) {
            violations.add(FIELD, "must be a string in the language of filters, or an object, got " + given);
            return null;
        }
        try {
            return FilterJson.parse(given, limits.filterConditions());
        } catch (FilterSyntaxException e) {
            violations.add(FIELD, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The filter of a text, {@code null} where there is none or where it is wrong, which is noted. */
    public static @Nullable Filter parse(@Nullable String given, Limits limits, Violations violations) {
        if (given == null) {
            return null;
        }
        try {
            return FilterParser.parse(given, limits.filterConditions());
        } catch (FilterSyntaxException e) {
            violations.add(FIELD, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
