package io.corrsh.service.metrics.index;

import io.corrsh.index.Change;
import io.corrsh.index.DistanceHistogram;
import io.corrsh.index.ForwardingHammingIndex;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.SearchResult;
import io.corrsh.service.metrics.InFlight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** An index whose writes and scans are counted. Closes the one it stands before. */
public final class MeteredHammingIndex extends ForwardingHammingIndex {

    private final Writes puts;
    private final Writes deletes;
    private final Counter scanned;
    private final Counter bytes;
    private final IndexTimers timers;

    public MeteredHammingIndex(HammingIndex index, MeterRegistry registry, IndexTimers timers) {
        super(index);
        this.timers = timers;
        this.puts = Writes.register(registry, "put");
        this.deletes = Writes.register(registry, "delete");
        this.scanned = Counter.builder("corrsh.search.codes.scanned")
                .description("Codes compared with queries")
                .register(registry);
        this.bytes = Counter.builder("corrsh.search.bytes.scanned")
                .description("Bytes of the codes compared with queries")
                .register(registry);
    }

    @Override
    public void apply(List<Change> changes) {
        int put = (int) changes.stream().filter(Change.Put.class::isInstance).count();
        int deleted =
                (int) changes.stream().filter(Change.Delete.class::isInstance).count();
        try (InFlight.Work work = timers.writing().begin()) {
            index().apply(changes);
        } catch (RuntimeException e) {
            puts.failed().increment(put);
            deletes.failed().increment(deleted);
            throw e;
        }
        puts.done().increment(put);
        deletes.done().increment(deleted);
        for (Change change : changes) {
            if (change instanceof Change.Put add && add.document().code() != null) {
                timers.recent().add(space(), add.document().code());
            }
        }
    }

    @Override
    public SearchResult search(HammingQuery query) {
        SearchResult result = index().search(query);
        scanned(result.codesScanned());
        return result;
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        List<SearchResult> results = index().searchAll(queries);
        results.forEach(result -> scanned(result.codesScanned()));
        return results;
    }

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        DistanceHistogram result = index().histogram(query);
        scanned(result.codesScanned());
        return result;
    }

    private void scanned(long codes) {
        scanned.increment(codes);
        bytes.increment((double) codes * space().bits() / Byte.SIZE);
    }

    private record Writes(Counter done, Counter failed) {

        static Writes register(MeterRegistry registry, String op) {
            return new Writes(counter(registry, op, "success"), counter(registry, op, "failure"));
        }

        private static Counter counter(MeterRegistry registry, String op, String outcome) {
            return Counter.builder("corrsh.index.write")
                    .description("Documents written to the index")
                    .tag("op", op)
                    .tag("outcome", outcome)
                    .register(registry);
        }
    }
}
