package io.corrsh.service.search;

import io.corrsh.index.Deadline;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordQuery;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.codes.HexCode;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.corrsh.service.metrics.index.SearchMetrics;
import io.corrsh.service.metrics.index.SearchMetrics.Mode;
import io.corrsh.service.metrics.index.SearchMetrics.Stage;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers searches: the query to its code, the code to neighbours, these to hits. */
@Component
final class Searcher {

    private final Replies replies;
    private final SearchMetrics metrics;
    private final Limits limits;

    Searcher(Replies replies, SearchMetrics metrics, CorrshProperties properties) {
        this.replies = replies;
        this.metrics = metrics;
        this.limits = properties.limits();
    }

    SearchReply search(Generation generation, CollectionSettings settings, SearchRequest request) {
        Prepared search = prepare(generation, request.or(settings));
        scan(generation.index(), List.of(search));
        return reply(search);
    }

    /** Answers several searches from one state of the index; one that is wrong fails alone. */
    SearchReplies searchAll(Generation generation, CollectionSettings settings, SearchRequest request) {
        long started = System.nanoTime();
        List<Object> results = new ArrayList<>();
        List<Prepared> sound = new ArrayList<>();
        for (SearchRequest query : queries(request)) {
            try {
                Prepared search = prepare(generation, query.or(settings));
                sound.add(search);
                results.add(search);
            } catch (ProblemException e) {
                results.add(new SearchReplies.Failure(
                        e.kind().status().value(), e.detail(), e.kind().label()));
            }
        }
        scan(generation.index(), sound);
        results.replaceAll(result -> result instanceof Prepared search ? reply(search) : result);
        TextEncoder encoder = generation.encoder();
        return new SearchReplies(encoder.model(), encoder.bits(), (System.nanoTime() - started) / 1e6, results);
    }

    private List<SearchRequest> queries(SearchRequest request) {
        List<@Nullable SearchRequest> given = Objects.requireNonNull(request.queries());
        Violations violations = new Violations();
        if (request.q() != null || request.code() != null || request.id() != null || request.cursor() != null) {
            violations.add("queries", "must be alone: 'q', 'code', 'id' and 'cursor' belong into its elements");
        }
        violations.require(
                !given.isEmpty() && given.size() <= limits.queries(),
                "queries",
                "an array of 1 to %d searches".formatted(limits.queries()),
                given.size());
        List<SearchRequest> queries = new ArrayList<>(given.size());
        for (SearchRequest query : given) {
            if (query == null || query.queries() != null) {
                violations.add(
                        "queries[%d]".formatted(queries.size()),
                        "must be a search with 'q', 'code' or 'id', nothing else");
                break;
            }
            queries.add(query.or(request));
        }
        violations.check();
        return queries;
    }

    private Prepared prepare(Generation generation, SearchRequest request) {
        long started = System.nanoTime();
        SearchPlan plan = SearchPlan.of(request, generation.encoder().bits(), limits);
        Mode mode = plan.hybrid() > 0 ? Mode.HYBRID : plan.limited() ? Mode.RADIUS : Mode.EXACT;
        Subject subject = metrics.time(Stage.ENCODE, mode, () -> subject(generation, request));
        Deadline deadline = Deadline.after(limits.searchTime());
        return new Prepared(
                generation,
                request,
                plan,
                mode,
                subject,
                query(generation, request, plan, subject, deadline),
                deadline,
                started);
    }

    private static Subject subject(Generation generation, SearchRequest request) {
        TextEncoder encoder = generation.encoder();
        if (request.q() != null) {
            return Subject.of(encoder.encode(request.q()));
        }
        if (request.code() != null) {
            try {
                return new Subject(HexCode.parse(request.code(), encoder.bits()), null, null, null);
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("code", String.valueOf(e.getMessage()));
            }
        }
        String id = Objects.requireNonNull(request.id());
        IndexedDocument document = generation
                .index()
                .get(id)
                .orElseThrow(
                        () -> new ProblemException(ProblemKind.NOT_FOUND, "There is no document '%s'".formatted(id)));
        return new Subject(document.code(), null, null, document);
    }

    /** A document that is searched for is asked for too, and taken out again. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private static @Nullable HammingQuery query(
            Generation generation, SearchRequest request, SearchPlan plan, Subject subject, Deadline deadline) {
        SearchAfter after = after(generation, request);
        long[] code = subject.code();
        if (code == null || (plan.hybrid() == 1 && !plan.limited())) {
            return null;
        }
        return new HammingQuery(
                code,
                subject.weights(),
                plan.depth() + (subject.document() == null ? 0 : 1),
                plan.maxDistance(),
                plan.filter(),
                after,
                deadline);
    }

    private static @Nullable SearchAfter after(Generation generation, SearchRequest request) {
        if (request.cursor() == null) {
            return null;
        }
        try {
            return Cursor.read(request.cursor(), request, generation.encoder().model());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("cursor", String.valueOf(e.getMessage()));
        }
    }

    /** Asks the index for all at once. */
    private void scan(HammingIndex index, List<Prepared> searches) {
        List<HammingQuery> queries = new ArrayList<>();
        searches.forEach(search -> queries.addAll(search.queries));
        for (Prepared search : searches) {
            if (search.plan.hybrid() > 0) {
                search.words = metrics.time(Stage.WORDS, search.mode, () -> index.searchWords(words(search)));
            }
        }
        if (queries.isEmpty()) {
            return;
        }
        long wanted = queries.stream().mapToLong(HammingQuery::k).sum();
        if (wanted > limits.candidates() + queries.size()) {
            throw ProblemException.invalid(
                    "k",
                    "with 'offset', for all searches and all choices of probed bits, must be at most %d, got %d"
                            .formatted(limits.candidates(), wanted));
        }
        List<SearchResult> results = metrics.time(
                Stage.SCAN,
                searches.getFirst().mode,
                () -> queries.size() == 1 ? List.of(index.search(queries.getFirst())) : index.searchAll(queries));
        metrics.found(results);
        int next = 0;
        for (Prepared search : searches) {
            search.results = results.subList(next, next += search.queries.size());
        }
    }

    private static WordQuery words(Prepared search) {
        return new WordQuery(
                Objects.requireNonNull(search.request.q()), search.plan.depth(), search.plan.filter(), search.deadline);
    }

    private SearchReply reply(Prepared search) {
        SearchReply reply = metrics.time(Stage.FETCH, search.mode, () -> replies.of(search));
        metrics.record(Stage.TOTAL, search.mode, System.nanoTime() - search.started);
        return reply;
    }
}
