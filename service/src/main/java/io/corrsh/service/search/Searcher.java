package io.corrsh.service.search;

import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchResult;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.metrics.SearchMetrics;
import io.corrsh.service.metrics.SearchMetrics.Mode;
import io.corrsh.service.metrics.SearchMetrics.Stage;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.search.SearchReply.Query;
import io.corrsh.service.search.SearchReply.Total;
import io.corrsh.service.search.filter.FilterMatch;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.FilterFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers searches: the query to its code, the code to neighbours, these to hits. */
@Component
final class Searcher {

    /** With fewer known words than this a text's code hangs on chance. */
    private static final int FEW_WORDS = 3;

    private static final Comparator<Neighbour> BY_LOGITS = Comparator.comparingDouble(Neighbour::weightedDistance)
            .thenComparingInt(Neighbour::distance)
            .thenComparing(neighbour -> neighbour.document().id());

    private final TextEncoder encoder;
    private final HammingIndex index;
    private final Hits hits;
    private final DocumentSource source;
    private final SearchMetrics metrics;
    private final Limits limits;

    Searcher(
            TextEncoder encoder,
            HammingIndex index,
            Hits hits,
            DocumentSource source,
            SearchMetrics metrics,
            CorrshProperties properties) {
        this.encoder = encoder;
        this.index = index;
        this.hits = hits;
        this.source = source;
        this.metrics = metrics;
        this.limits = properties.limits();
    }

    SearchReply search(SearchRequest request) {
        long started = System.nanoTime();
        int bits = encoder.bits();
        SearchPlan plan = SearchPlan.of(request, bits, limits);
        Mode mode = plan.limited() ? Mode.RADIUS : Mode.EXACT;
        Subject subject = metrics.time(Stage.ENCODE, mode, () -> subject(request));
        Found found = subject.code() == null ? Found.NOTHING : find(subject, plan, mode);
        List<SearchReply.Hit> shown =
                metrics.time(Stage.FETCH, mode, () -> hits.show(found.neighbours(), subject, plan, bits));
        long took = System.nanoTime() - started;
        metrics.record(Stage.TOTAL, mode, took);
        return new SearchReply(
                encoder.model(),
                bits,
                took / 1e6,
                true,
                Total.exactly(found.total()),
                query(subject, bits),
                shown,
                warnings(subject));
    }

    private Subject subject(SearchRequest request) {
        if (request.q() != null) {
            Encoding encoding = encoder.encode(request.q());
            return new Subject(encoding.code(), weights(encoding.logits()), encoding, null);
        }
        if (request.code() != null) {
            try {
                return new Subject(HexCode.parse(request.code(), encoder.bits()), null, null, null);
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("code", String.valueOf(e.getMessage()));
            }
        }
        String id = Objects.requireNonNull(request.id());
        IndexedDocument document = index.get(id)
                .orElseThrow(
                        () -> new ProblemException(ProblemKind.NOT_FOUND, "There is no document '%s'".formatted(id)));
        return new Subject(document.code(), null, null, document);
    }

    /** A document that is searched for is asked for too, and taken out again. */
    private Found find(Subject subject, SearchPlan plan, Mode mode) {
        IndexedDocument self = subject.document();
        HammingQuery query = query(subject, plan, plan.depth() + (self == null ? 0 : 1));
        SearchResult result = metrics.time(Stage.SCAN, mode, () -> index.search(query));
        List<Neighbour> found = new ArrayList<>(result.neighbours());
        long total = result.total();
        if (self != null && FilterMatch.matches(plan.filter(), FilterFields.of(source.document(self)))) {
            found.removeIf(neighbour -> neighbour.document().id().equals(self.id()));
            total--;
        }
        if (plan.candidates() > 0) {
            found.sort(BY_LOGITS);
        }
        int from = Math.min(plan.offset(), found.size());
        return new Found(found.subList(from, Math.min(found.size(), from + plan.k())), Math.max(0, total));
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private static HammingQuery query(Subject subject, SearchPlan plan, int k) {
        long[] code = Objects.requireNonNull(subject.code());
        return new HammingQuery(code, subject.weights(), k, plan.maxDistance(), plan.filter());
    }

    private static float @Nullable [] weights(float @Nullable [] logits) {
        if (logits == null) {
            return null;
        }
        float[] weights = new float[logits.length];
        for (int bit = 0; bit < logits.length; bit++) {
            weights[bit] = Math.abs(logits[bit]);
        }
        return weights;
    }

    private static Query query(Subject subject, int bits) {
        Encoding text = subject.text();
        return new Query(
                HexCode.format(subject.code(), bits),
                text == null ? null : text.tokens(),
                text == null ? null : text.unknown());
    }

    private static List<String> warnings(Subject subject) {
        if (subject.code() == null) {
            return List.of("no_known_word");
        }
        Encoding text = subject.text();
        boolean few = text != null && text.tokens() - text.unknown() < FEW_WORDS;
        return few ? List.of("few_known_words") : List.of();
    }

    /** A page of neighbours, and how many there are in all. */
    private record Found(List<Neighbour> neighbours, long total) {

        static final Found NOTHING = new Found(List.of(), 0);
    }

    /**
     * What is searched for.
     *
     * @param code its code, or {@code null} if it has none
     * @param weights what each bit weighs, for a text
     * @param text what the model made of it, for a text
     * @param document the document itself, for an id
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Subject(
            long @Nullable [] code,
            float @Nullable [] weights,
            @Nullable Encoding text,
            @Nullable IndexedDocument document) {}
}
