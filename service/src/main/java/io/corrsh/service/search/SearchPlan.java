package io.corrsh.service.search;

import io.corrsh.index.Filter;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.search.filter.FilterParser;
import io.corrsh.service.search.filter.FilterSyntaxException;
import io.corrsh.service.settings.Limits;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A search whose values are known to keep their rules.
 *
 * @param k the most hits of the reply
 * @param offset how many hits to leave out first
 * @param maxDistance no hit is farther; the code's length for no limit
 * @param limited whether the sender gave a largest distance
 * @param candidates how many documents are ordered by the query's logits; 0 to leave them in the order of distance
 * @param filter only documents that pass it
 * @param fields which fields hits show; {@code null} for the payload
 * @param explain whether hits say in which bits they differ
 */
record SearchPlan(
        int k,
        int offset,
        int maxDistance,
        boolean limited,
        int candidates,
        @Nullable Filter filter,
        @Nullable List<String> fields,
        boolean explain) {

    private static final int DEFAULT_K = 10;
    private static final String NONE = "none";
    private static final String LOGITS = "logits";

    static SearchPlan of(SearchRequest request, int bits, Limits limits) {
        Violations violations = new Violations();
        long sources = Stream.of(request.q(), request.code(), request.id())
                .filter(Objects::nonNull)
                .count();
        if (sources != 1) {
            violations.add("q", "is one of 'q', 'code' and 'id', of which exactly one must be given, got " + sources);
        }
        int k = request.k() == null ? DEFAULT_K : request.k();
        violations.require(k >= 1 && k <= limits.k(), "k", "between 1 and " + limits.k(), k);
        int offset = request.offset() == null ? 0 : request.offset();
        violations.require(
                offset >= 0 && offset <= limits.candidates() - Math.clamp(k, 0, limits.k()),
                "offset",
                "at least 0, and with 'k' at most " + limits.candidates(),
                offset);
        int maxDistance = request.maxDistance() == null ? bits : request.maxDistance();
        violations.require(
                maxDistance >= 0 && maxDistance <= bits, "max_distance", "between 0 and " + bits, maxDistance);
        int candidates = candidates(request, k, offset, limits, violations);
        Filter filter = filter(request.filter(), limits, violations);
        List<String> fields = fields(request.fields(), violations);
        violations.check();
        return new SearchPlan(
                k,
                offset,
                maxDistance,
                request.maxDistance() != null,
                candidates,
                filter,
                fields,
                Boolean.TRUE.equals(request.explain()));
    }

    /** How many documents the index is asked for. */
    int depth() {
        return Math.max(candidates, offset + k);
    }

    private static int candidates(SearchRequest request, int k, int offset, Limits limits, Violations violations) {
        String rerank = request.rerank() == null ? NONE : request.rerank();
        if (!rerank.equals(NONE) && !rerank.equals(LOGITS)) {
            violations.add("rerank", "must be one of [none, logits], got '%s'".formatted(rerank));
        }
        if (rerank.equals(LOGITS) && request.q() == null) {
            violations.add("rerank", "must be 'none' without 'q': only a text has logits");
        }
        if (request.candidates() == null) {
            return rerank.equals(LOGITS) ? (int) Math.min(limits.candidates(), 10L * k + offset) : 0;
        }
        if (rerank.equals(NONE)) {
            violations.add("candidates", "must be absent without 'rerank'");
        }
        violations.require(
                request.candidates() >= 1 && request.candidates() <= limits.candidates(),
                "candidates",
                "between 1 and " + limits.candidates(),
                request.candidates());
        return request.candidates();
    }

    private static @Nullable Filter filter(@Nullable String text, Limits limits, Violations violations) {
        if (text == null) {
            return null;
        }
        try {
            return FilterParser.parse(text, limits.filterConditions());
        } catch (FilterSyntaxException e) {
            violations.add("filter", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable List<String> fields(@Nullable List<@Nullable String> names, Violations violations) {
        if (names == null) {
            return null;
        }
        for (String name : names) {
            if (name == null) {
                violations.add("fields", "must hold names only, got null");
                return null;
            }
        }
        return names.stream().map(Objects::requireNonNull).toList();
    }
}
