package io.corrsh.service.storage.passages;

import io.corrsh.index.FacetQuery;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes documents of the rows that an index finds: a document stands where its nearest passage stands. Rows are asked for
 * until there are enough, so the answer is as exact as theirs. For one query.
 */
final class DocumentSearch {

    private final HammingIndex index;
    private final HammingQuery query;
    private final List<Neighbour> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    DocumentSearch(HammingIndex index, HammingQuery query) {
        this.index = index;
        this.query = query;
    }

    /** The documents of the first rows and, as far as they are needed, of those that follow. */
    SearchResult documents(SearchResult first) {
        long compared = first.codesScanned();
        for (SearchResult rows = first; ; ) {
            for (Neighbour row : rows.neighbours()) {
                if (found.size() < query.k()) {
                    add(row);
                }
            }
            if (found.size() == query.k() || rows.neighbours().size() < query.k()) {
                break;
            }
            rows = index.search(from(SearchAfter.of(rows.neighbours().getLast())));
            compared += rows.codesScanned();
        }
        return new SearchResult(found, total(first.total()), compared, first.plan());
    }

    private void add(Neighbour row) {
        String id = PassageRows.document(row.document());
        if (id == null) {
            if (!row.document().fields().containsKey(PassageRows.WHOLE)) {
                found.add(row);
            }
            return;
        }
        if (!seen.add(id) || isFromAPageBefore(row, id)) {
            return;
        }
        // It may be gone since its passage was found.
        Optional<IndexedDocument> whole = index.get(id);
        whole.ifPresent(document -> found.add(new Neighbour(
                new IndexedDocument(id, row.document().code(), document.source(), document.fields()),
                row.distance(),
                row.weightedDistance())));
    }

    /** Whether the document's place is with a nearer passage, or is the very one after which the page begins. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private boolean isFromAPageBefore(Neighbour row, String id) {
        SearchAfter after = query.after();
        if (after == null) {
            return false;
        }
        if (id.equals(after.id())
                && row.distance() == after.distance()
                && row.weightedDistance() == after.weightedDistance()) {
            return true;
        }
        List<Neighbour> nearest = index.search(new HammingQuery(
                        query.code(), query.weights(), 1, query.maxDistance(), PassageRows.of(id), query.deadline()))
                .neighbours();
        return nearest.isEmpty()
                || !nearest.getFirst().document().id().equals(row.document().id());
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private HammingQuery from(SearchAfter place) {
        return new HammingQuery(
                query.code(), query.weights(), query.k(), query.maxDistance(), query.filter(), place, query.deadline());
    }

    /** Rows of documents with passages count neither by themselves nor by their passages, but once. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private long total(long rows) {
        long wholes = index.search(new HammingQuery(
                        query.code(),
                        null,
                        1,
                        query.maxDistance(),
                        Filter.both(query.filter(), PassageRows.wholes()),
                        query.deadline()))
                .total();
        var parts = index.facets(new FacetQuery(
                List.of(PassageRows.PART),
                1,
                query.code(),
                query.maxDistance(),
                Filter.both(query.filter(), PassageRows.parts()),
                query.deadline()));
        long documents = parts.fields().values().iterator().next().distinct();
        return rows - wholes - parts.documents() + documents;
    }
}
