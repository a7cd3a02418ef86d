package io.corrsh.index;

import org.jspecify.annotations.Nullable;

/**
 * An index of which only a part is counted, compared and gone through. Searches, {@link #get} and statistics are left to
 * those that extend it.
 */
public abstract class FilteredHammingIndex extends ForwardingHammingIndex {

    /** Stands before an index. */
    protected FilteredHammingIndex(HammingIndex index) {
        super(index);
    }

    /** What passes a filter and is a part of this index; {@code null} for everything. */
    protected abstract @Nullable Filter within(@Nullable Filter filter);

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        return super.histogram(
                new HistogramQuery(query.code(), query.maxDistance(), within(query.filter()), query.deadline()));
    }

    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        return super.nearDuplicates(new NearDuplicateQuery(
                query.maxDistance(), within(query.filter()), query.keepPairs(), query.deadline(), query.progress()));
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @Override
    @SuppressWarnings("NullAway")
    public Facets facets(FacetQuery query) {
        return super.facets(new FacetQuery(
                query.fields(),
                query.values(),
                query.code(),
                query.maxDistance(),
                within(query.filter()),
                query.deadline()));
    }

    @Override
    public long count(@Nullable Filter filter) {
        return super.count(within(filter));
    }

    @Override
    public void forEachCode(@Nullable Filter filter, CodeConsumer consumer) {
        super.forEachCode(within(filter), consumer);
    }

    @Override
    public void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer) {
        super.forEachDocument(within(filter), consumer);
    }
}
