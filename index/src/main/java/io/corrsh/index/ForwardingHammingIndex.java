package io.corrsh.index;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** An index that hands everything on to another one, which it closes; for indexes that do something more about some of it. */
public abstract class ForwardingHammingIndex implements HammingIndex {

    private final HammingIndex index;

    /** Stands before an index. */
    protected ForwardingHammingIndex(HammingIndex index) {
        this.index = index;
    }

    /** The index that it stands before. */
    protected final HammingIndex index() {
        return index;
    }

    @Override
    public CodeSpace space() {
        return index.space();
    }

    @Override
    public void apply(List<Change> changes) {
        index.apply(changes);
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        return index.get(id);
    }

    @Override
    public SearchResult search(HammingQuery query) {
        return index.search(query);
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        return index.searchAll(queries);
    }

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        return index.histogram(query);
    }

    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        return index.nearDuplicates(query);
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
    public IndexStatistics statistics() {
        return index.statistics();
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
    public void close() {
        index.close();
    }
}
