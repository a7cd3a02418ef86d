package io.corrsh.service.search;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.codes.UnstableBits;
import io.corrsh.service.filter.FilterMatch;
import io.corrsh.service.search.SearchReply.Plan;
import io.corrsh.service.search.SearchReply.Query;
import io.corrsh.service.search.SearchReply.Total;
import io.corrsh.service.search.facets.FacetCounter;
import io.corrsh.service.search.facets.FacetValue;
import io.corrsh.service.search.hybrid.Fusion;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.FilterFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes replies of what the index found. */
@Component
final class Replies {

    private static final Comparator<Found> BY_LOGITS = Comparator.comparingDouble(Found::weighted)
            .thenComparingInt(Found::near)
            .thenComparing(found -> found.document().id());

    private final Hits hits;
    private final DocumentSource source;
    private final FacetCounter facets;

    Replies(Hits hits, DocumentSource source, FacetCounter facets) {
        this.hits = hits;
        this.source = source;
        this.facets = facets;
    }

    SearchReply of(Prepared search) {
        List<Found> found = found(search);
        IndexedDocument self = search.subject.document();
        long less = 0;
        if (self != null && FilterMatch.matches(search.plan.filter(), FilterFields.of(source.withoutText(self)))) {
            found.removeIf(one -> one.document().id().equals(self.id()));
            less = 1;
        }
        if (search.plan.candidates() > 0 && search.words == null) {
            found.sort(BY_LOGITS);
        }
        int from = Math.min(search.plan.offset(), found.size());
        List<Found> page = found.subList(from, Math.min(found.size(), from + search.plan.k()));
        TextEncoder encoder = search.generation.encoder();
        int bits = encoder.bits();
        List<SearchReply.Hit> shown = hits.show(page, search, bits);
        Total total = total(search, less);
        return new SearchReply(
                encoder.model(),
                bits,
                (System.nanoTime() - search.started) / 1e6,
                search.words == null || search.plan.hybrid() == 1,
                total,
                query(search, bits),
                shown,
                next(search, page),
                facets(search),
                search.plan.told() ? Plan.of(search.results, search.words) : null,
                Warnings.of(search.subject, search.plan.filter(), total.value(), search.generation.index()));
    }

    // javac forgets that an array may be null where it is a constructor's argument.
    @SuppressWarnings("NullAway")
    private static List<Found> found(Prepared search) {
        long[] code = search.subject.code();
        if (search.words != null) {
            List<Neighbour> near = search.results.isEmpty()
                    ? List.of()
                    : search.results.getFirst().neighbours();
            int farthest = search.plan.maxDistance();
            return new Fusion(code, search.subject.weights(), search.plan.hybrid())
                    .fuse(near, search.words.hits()).stream()
                            .map(Found::of)
                            .filter(one -> one.distance() == null ? !search.plan.limited() : one.near() <= farthest)
                            .collect(Collectors.toCollection(ArrayList::new));
        }
        if (code == null) {
            return new ArrayList<>();
        }
        return search.probes.bits().isEmpty()
                ? search.results.getFirst().neighbours().stream()
                        .map(Found::of)
                        .collect(Collectors.toCollection(ArrayList::new))
                : new ArrayList<>(search.probes.merge(code, search.results));
    }

    private static Total total(Prepared search, long less) {
        if (search.words != null && search.queries.isEmpty()) {
            boolean none = search.plan.limited();
            return none || search.words.exact()
                    ? Total.exactly(none ? 0 : search.words.total())
                    : Total.atLeast(search.words.total());
        }
        long most = search.results.stream().mapToLong(SearchResult::total).max().orElse(0);
        // The documents near two choices of the undecided bits overlap in a way that is not counted.
        return search.results.size() > 1 && search.plan.limited()
                ? Total.atLeast(most)
                : Total.exactly(Math.max(0, most - less));
    }

    private @Nullable String next(Prepared search, List<Found> page) {
        if (!search.plan.isInTheIndexesOrder() || page.size() < search.plan.k()) {
            return null;
        }
        Found last = page.getLast();
        return Cursor.write(
                new SearchAfter(last.near(), last.weighted(), last.document().id()),
                search.request,
                search.generation.encoder().model());
    }

    private @Nullable Map<String, List<FacetValue>> facets(Prepared search) {
        SearchPlan plan = search.plan;
        if (plan.facets().fields().isEmpty()) {
            return null;
        }
        if (search.subject.code() == null && search.words == null) {
            return plan.facets().none();
        }
        return facets.count(
                search.generation.index(),
                plan.facets(),
                plan.limited() ? search.subject.code() : null,
                plan.maxDistance(),
                plan.filter(),
                search.deadline);
    }

    private static Query query(Prepared search, int bits) {
        Encoding text = search.subject.text();
        float[] logits = text == null ? null : text.logits();
        return new Query(
                HexCode.format(search.subject.code(), bits),
                text == null ? null : text.tokens(),
                text == null ? null : text.unknown(),
                logits == null ? null : UnstableBits.of(logits),
                search.plan.probes() == 0 ? null : search.probes.bits());
    }
}
