package io.corrsh.service.storage.expiry;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.FilteredHammingIndex;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordQuery;
import io.corrsh.index.WordResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index in which documents are no longer found once the time in their field {@link #FIELD} has come, by a clock that
 * may jump. Only statistics and counts of bits see them until they are removed. Closes the index it stands before.
 */
public final class ExpiringHammingIndex extends FilteredHammingIndex {

    /** The field of a document's last moment. */
    public static final String FIELD = "expires_at";

    private final InstantSource clock;
    private final EarliestExpiry earliest;

    public ExpiringHammingIndex(HammingIndex index, InstantSource clock) {
        super(index);
        this.clock = clock;
        this.earliest = new EarliestExpiry(index().smallest(FIELD));
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
        long expired = index().count(over);
        if (expired > 0) {
            index().apply(List.of(new Change.DeleteMatching(over)));
        }
        earliest.renew(() -> index().smallest(FIELD));
        return expired;
    }

    private static Filter over(double now) {
        return new Filter.Range(FIELD, null, now);
    }

    /** What passes a filter and is not over. Nothing is asked for while nothing can be over. */
    @Override
    protected @Nullable Filter within(@Nullable Filter filter) {
        double now = clock.millis();
        if (earliest.isAfter(now)) {
            return filter;
        }
        return Filter.both(filter, new Filter.Not(over(now)));
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private HammingQuery visible(HammingQuery query) {
        Filter filter = within(query.filter());
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
            index().apply(changes);
        } else {
            earliest.during(first, () -> index().apply(changes));
        }
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        double now = clock.millis();
        return index().get(id)
                .filter(document -> document.fields().getOrDefault(FIELD, List.of()).stream()
                        .noneMatch(value -> value instanceof Double time && time <= now));
    }

    @Override
    public SearchResult search(HammingQuery query) {
        return index().search(visible(query));
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        return index().searchAll(queries.stream().map(this::visible).toList());
    }

    @Override
    public WordResult searchWords(WordQuery query) {
        return index().searchWords(new WordQuery(query.text(), query.k(), within(query.filter()), query.deadline()));
    }
}
