package io.corrsh.service.storage.expiry;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An index in which documents are no longer found once the time in their field {@link #FIELD} has come, by a clock that
 * may jump. Only statistics and counts of bits see them until they are removed. Closes the index it stands before.
 */
public final class ExpiringHammingIndex implements HammingIndex {

    /** The field of a document's last moment. */
    public static final String FIELD = "expires_at";

    private final HammingIndex index;
    private final InstantSource clock;
    private final EarliestExpiry earliest;

    public ExpiringHammingIndex(HammingIndex index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
        this.earliest = new EarliestExpiry(index.smallest(FIELD));
    }

    /**
     * Removes the documents whose time is over.
     *
     * @return how many there were
     */
    public long removeExpired() {
        double now = clock.millis();
        if (earliest.isAfter(now)) {
            return 0;
        }
        Filter over = over(now);
        long expired = index.count(over);
        if (expired > 0) {
            index.apply(List.of(new Change.DeleteMatching(over)));
        }
        earliest.renew(() -> index.smallest(FIELD));
        return expired;
    }

    private static Filter over(double now) {
        return new Filter.Range(FIELD, null, now);
    }

    /** What passes a filter and is not over. Nothing is asked for while nothing can be over. */
    private @Nullable Filter visible(@Nullable Filter filter) {
        double now = clock.millis();
        if (earliest.isAfter(now)) {
            return filter;
        }
        Filter current = new Filter.Not(over(now));
        return filter == null ? current : new Filter.And(List.of(filter, current));
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private HammingQuery visible(HammingQuery query) {
        Filter filter = visible(query.filter());
        return filter == query.filter()
                ? query
                : new HammingQuery(
                        query.code(),
                        query.weights(),
                        query.k(),
                        query.maxDistance(),
                        filter,
                        query.after(),
                        query.deadline());
    }

    @Override
    public CodeSpace space() {
        return index.space();
    }

    @Override
    public void apply(List<Change> changes) {
        double first = Double.POSITIVE_INFINITY;
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                for (Object value : put.document().fields().getOrDefault(FIELD, List.of())) {
                    first = value instanceof Double time ? Math.min(first, time) : first;
                }
            }
        }
        if (first == Double.POSITIVE_INFINITY) {
            index.apply(changes);
        } else {
            earliest.during(first, () -> index.apply(changes));
        }
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        double now = clock.millis();
        return index.get(id)
                .filter(document -> document.fields().getOrDefault(FIELD, List.of()).stream()
                        .noneMatch(value -> value instanceof Double time && time <= now));
    }

    @Override
    public SearchResult search(HammingQuery query) {
        return index.search(visible(query));
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        return index.searchAll(queries.stream().map(this::visible).toList());
    }

    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        return index.histogram(
                new HistogramQuery(query.code(), query.maxDistance(), visible(query.filter()), query.deadline()));
    }

    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        return index.nearDuplicates(new NearDuplicateQuery(
                query.maxDistance(), visible(query.filter()), query.keepPairs(), query.deadline(), query.progress()));
    }

    @Override
    public WordResult searchWords(WordQuery query) {
        return index.searchWords(new WordQuery(query.text(), query.k(), visible(query.filter()), query.deadline()));
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @Override
    @SuppressWarnings("NullAway")
    public Facets facets(FacetQuery query) {
        return index.facets(new FacetQuery(
                query.fields(),
                query.values(),
                query.code(),
                query.maxDistance(),
                visible(query.filter()),
                query.deadline()));
    }

    @Override
    public long count(@Nullable Filter filter) {
        return index.count(visible(filter));
    }

    @Override
    public OptionalDouble smallest(String field) {
        return index.smallest(field);
    }

    @Override
    public void forEachCode(@Nullable Filter filter, CodeConsumer consumer) {
        index.forEachCode(visible(filter), consumer);
    }

    @Override
    public void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer) {
        index.forEachDocument(visible(filter), consumer);
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
