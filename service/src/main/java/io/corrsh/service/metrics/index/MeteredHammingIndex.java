package io.corrsh.service.metrics.index;

import io.corrsh.index.BitCounts;
import io.corrsh.index.Change;
import io.corrsh.index.CodeConsumer;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.DistanceHistogram;
import io.corrsh.index.DocumentConsumer;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.IndexStatistics;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordQuery;
import io.corrsh.index.WordResult;
import io.corrsh.service.metrics.InFlight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** An index whose writes and scans are counted. Closes the one it stands before. */
public final class MeteredHammingIndex implements HammingIndex {

    private final HammingIndex index;
    private final Writes puts;
    private final Writes deletes;
    private final Counter scanned;
    private final Counter bytes;
    private final IndexTimers timers;

    public MeteredHammingIndex(HammingIndex index, MeterRegistry registry, IndexTimers timers) {
        this.index = index;
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
    public CodeSpace space() {
        return index.space();
    }

    @Override
    public void apply(List<Change> changes) {
        int put = (int) changes.stream().filter(Change.Put.class::isInstance).count();
        int deleted =
                (int) changes.stream().filter(Change.Delete.class::isInstance).count();
        try (InFlight.Work work = timers.writing().begin()) {
            index.apply(changes);
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
    public Optional<IndexedDocument> get(String id) {
        return index.get(id);
    }

    @Override
    public SearchResult search(HammingQuery query) {
        SearchResult result = index.search(query);
        scanned(result.codesScanned());
        return result;
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        List<SearchResult> results = index.searchAll(queries);
        results.forEach(result -> scanned(result.codesScanned()));
        return results;
    }

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        DistanceHistogram result = index.histogram(query);
        scanned(result.codesScanned());
        return result;
    }

    private void scanned(long codes) {
        scanned.increment(codes);
        bytes.increment((double) codes * space().bits() / Byte.SIZE);
    }

    @Override
    public WordResult searchWords(WordQuery query) {
        return index.searchWords(query);
    }

    @Override
    public Facets facets(FacetQuery query) {
        return index.facets(query);
    }

    @Override
    public long count(@Nullable Filter filter) {
        return index.count(filter);
    }

    @Override
    public OptionalDouble smallest(String field) {
        return index.smallest(field);
    }

    @Override
    public void forEachCode(@Nullable Filter filter, CodeConsumer consumer) {
        index.forEachCode(filter, consumer);
    }

    @Override
    public void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer) {
        index.forEachDocument(filter, consumer);
    }

    @Override
    public BitCounts bitCounts() {
        return index.bitCounts();
    }

    @Override
    public List<long[]> sampleCodes(int most) {
        return index.sampleCodes(most);
    }

    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        return index.nearDuplicates(query);
    }

    @Override
    public IndexStatistics statistics() {
        return index.statistics();
    }

    @Override
    public void close() {
        index.close();
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
