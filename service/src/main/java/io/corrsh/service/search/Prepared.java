package io.corrsh.service.search;

import io.corrsh.index.Deadline;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordResult;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.metrics.index.SearchMetrics.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A search on its way. For one thread. */
final class Prepared {

    final Generation generation;
    final SearchRequest request;
    final SearchPlan plan;
    final Mode mode;
    final Subject subject;
    final Probes probes;
    final List<HammingQuery> queries;
    final Deadline deadline;
    final long started;
    List<SearchResult> results = List.of();

    @Nullable
    WordResult words;

    Prepared(
            Generation generation,
            SearchRequest request,
            SearchPlan plan,
            Mode mode,
            Subject subject,
            @Nullable HammingQuery query,
            Deadline deadline,
            long started) {
        this.generation = generation;
        this.deadline = deadline;
        this.request = request;
        this.plan = plan;
        this.mode = mode;
        this.subject = subject;
        this.started = started;
        float[] logits = subject.text() == null ? null : subject.text().logits();
        this.probes = logits == null ? new Probes(List.of()) : Probes.of(logits, plan.probes());
        this.queries = query == null ? List.of() : probes.bits().isEmpty() ? List.of(query) : probes.queries(query);
    }
}
