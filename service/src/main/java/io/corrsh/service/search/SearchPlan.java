package io.corrsh.service.search;

import io.corrsh.index.Filter;
import io.corrsh.service.filter.Filters;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.search.facets.FacetRequest;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.storage.DocumentSource;
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
 * @param probes how many uncertain bits count as undecided
 * @param hybrid how much words count
 * @param filter only documents that pass it
 * @param fields which fields hits show; {@code null} for the payload
 * @param facets which values are counted
 * @param highlight whether hits show where the query's words stand
 * @param explain whether hits say in which bits they differ
 * @param told whether the reply tells how the index found it
 */
record SearchPlan(
        int k,
        int offset,
        int maxDistance,
        boolean limited,
        int candidates,
        int probes,
        double hybrid,
        @Nullable Filter filter,
        @Nullable List<String> fields,
        FacetRequest facets,
        boolean highlight,
        boolean explain,
        boolean told) {

    private static final int DEFAULT_K = 10;
    private static final int MOST_PROBES = 6;
    private static final String NONE = "none";

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
        int probes = probes(request, violations);
        if (request.cursor() != null) {
            requireAbsent(request.offset(), "offset", "cursor", violations);
            requireAbsent(request.probes(), "probes", "cursor", violations);
            requireAbsent(request.hybrid(), "hybrid", "cursor", violations);
            violations.require(
                    request.rerank() == null || request.rerank().equals(NONE),
                    "rerank",
                    "'none' or absent with 'cursor'",
                    "'%s'".formatted(request.rerank()));
        }
        double hybrid = hybrid(request, violations);
        int candidates = candidates(request, k, offset, hybrid > 0, limits, violations);
        Filter filter = Filters.parse(request.filter(), limits, violations);
        List<String> fields = fields(request.fields(), violations);
        FacetRequest facets = FacetRequest.of(request.facets(), request.facetSize(), violations);
        if (Boolean.TRUE.equals(request.highlight()) && request.q() == null) {
            violations.add("highlight", "must be false without 'q': only a text has words");
        }
        violations.check();
        return new SearchPlan(
                k,
                offset,
                maxDistance,
                request.maxDistance() != null,
                candidates,
                probes,
                hybrid,
                filter,
                fields,
                facets,
                Boolean.TRUE.equals(request.highlight()),
                Boolean.TRUE.equals(request.explain()),
                Boolean.TRUE.equals(request.plan()));
    }

    /** Whether pages of this search can follow one another by cursors. */
    boolean isInTheIndexesOrder() {
        return candidates == 0 && probes == 0;
    }

    /** Whether hits show something of their texts. */
    boolean needsText() {
        return highlight
                || (fields != null && (fields.contains(DocumentSource.TEXT) || fields.contains(HitPassage.TEXT)));
    }

    /** How many documents the index is asked for. */
    int depth() {
        return Math.max(candidates, offset + k);
    }

    private static int probes(SearchRequest request, Violations violations) {
        int probes = request.probes() == null ? 0 : request.probes();
        violations.require(probes >= 0 && probes <= MOST_PROBES, "probes", "between 0 and " + MOST_PROBES, probes);
        if (probes > 0 && request.q() == null) {
            violations.add("probes", "must be 0 without 'q': only a text has uncertain bits");
        }
        if (probes > 0 && SearchRequest.LOGITS.equals(request.rerank())) {
            violations.add("probes", "must be 0 with 'rerank'");
        }
        return probes;
    }

    private static double hybrid(SearchRequest request, Violations violations) {
        double hybrid = request.hybrid() == null ? 0 : request.hybrid();
        violations.require(hybrid >= 0 && hybrid <= 1, "hybrid", "between 0 and 1", hybrid);
        if (hybrid > 0 && request.q() == null) {
            violations.add("hybrid", "must be 0 without 'q': only a text has words");
        }
        if (hybrid > 0 && request.probes() != null && request.probes() > 0) {
            violations.add("hybrid", "must be 0 with 'probes'");
        }
        if (hybrid > 0 && SearchRequest.LOGITS.equals(request.rerank())) {
            violations.add("hybrid", "must be 0 with 'rerank': it uses the logits of its own accord");
        }
        return hybrid;
    }

    private static void requireAbsent(@Nullable Object value, String field, String with, Violations violations) {
        if (value != null) {
            violations.add(field, "must be absent with '%s'".formatted(with));
        }
    }

    private static int candidates(
            SearchRequest request, int k, int offset, boolean hybrid, Limits limits, Violations violations) {
        String rerank = request.rerank() == null ? NONE : request.rerank();
        if (!rerank.equals(NONE) && !rerank.equals(SearchRequest.LOGITS)) {
            violations.add("rerank", "must be one of [none, logits], got '%s'".formatted(rerank));
        }
        if (rerank.equals(SearchRequest.LOGITS) && request.q() == null) {
            violations.add("rerank", "must be 'none' without 'q': only a text has logits");
        }
        if (request.candidates() == null) {
            return rerank.equals(SearchRequest.LOGITS) || hybrid
                    ? (int) Math.min(limits.candidates(), 10L * k + offset)
                    : 0;
        }
        if (rerank.equals(NONE) && !hybrid) {
            violations.add("candidates", "must be absent without 'rerank' or 'hybrid'");
        }
        violations.require(
                request.candidates() >= 1 && request.candidates() <= limits.candidates(),
                "candidates",
                "between 1 and " + limits.candidates(),
                request.candidates());
        return request.candidates();
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
