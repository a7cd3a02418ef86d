package io.corrsh.service.storage.passages;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An index of documents of which some have passages: searches for a code find a document by its nearest passage; all else
 * acts on documents. While no document has any, it asks the index before which it stands nothing more. Closes that one.
 */
public final class PassageHammingIndex implements HammingIndex {

    private final HammingIndex index;
    private volatile boolean cut;

    public PassageHammingIndex(HammingIndex index) {
        this.index = index;
        this.cut = passages() > 0;
    }

    /** How many passages the documents have. */
    public long passages() {
        return index.count(PassageRows.parts());
    }

    /** What passes a filter and is a document. */
    private @Nullable Filter documents(@Nullable Filter filter) {
        return cut ? PassageRows.both(filter, new Filter.Not(PassageRows.parts())) : filter;
    }

    @Override
    public CodeSpace space() {
        return index.space();
    }

    @Override
    public void apply(List<Change> changes) {
        List<Change> rows = new ArrayList<>(changes.size());
        for (Change change : changes) {
            switch (change) {
                case Change.Put put -> {
                    List<Passage> passages = PassageTable.of(put.document().source());
                    cut |= !passages.isEmpty();
                    List<Change> all = PassageRows.put(put.document(), passages);
                    rows.addAll(cut ? all : all.subList(1, all.size()));
                }
                case Change.Delete delete -> {
                    rows.add(delete);
                    if (cut) {
                        rows.add(PassageRows.delete(delete.id()));
                    }
                }
                case Change.DeleteMatching matching -> rows.add(matching);
            }
        }
        index.apply(rows);
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        return index.get(id).filter(document -> PassageRows.document(document) == null);
    }

    @Override
    public SearchResult search(HammingQuery query) {
        SearchResult rows = index.search(query);
        return cut ? new DocumentSearch(index, query).documents(rows) : rows;
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        List<SearchResult> results = new ArrayList<>(index.searchAll(queries));
        for (int i = 0; cut && i < results.size(); i++) {
            results.set(i, new DocumentSearch(index, queries.get(i)).documents(results.get(i)));
        }
        return results;
    }

    /** {@inheritDoc} Documents are counted by the codes of their whole texts. */
    @Override
    public DistanceHistogram histogram(HistogramQuery query) {
        return index.histogram(
                new HistogramQuery(query.code(), query.maxDistance(), documents(query.filter()), query.deadline()));
    }

    /** {@inheritDoc} Documents are compared by the codes of their whole texts. */
    @Override
    public NearDuplicates nearDuplicates(NearDuplicateQuery query) {
        return index.nearDuplicates(new NearDuplicateQuery(
                query.maxDistance(), documents(query.filter()), query.keepPairs(), query.deadline(), query.progress()));
    }

    @Override
    public WordResult searchWords(WordQuery query) {
        return index.searchWords(query);
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @Override
    @SuppressWarnings("NullAway")
    public Facets facets(FacetQuery query) {
        if (cut && query.code() != null) {
            return DocumentFacets.near(index, query);
        }
        return index.facets(new FacetQuery(
                query.fields(),
                query.values(),
                query.code(),
                query.maxDistance(),
                documents(query.filter()),
                query.deadline()));
    }

    @Override
    public long count(@Nullable Filter filter) {
        return index.count(documents(filter));
    }

    @Override
    public OptionalDouble smallest(String field) {
        return index.smallest(field);
    }

    /** {@inheritDoc} Codes are those of whole texts. */
    @Override
    public void forEachCode(@Nullable Filter filter, CodeConsumer consumer) {
        index.forEachCode(documents(filter), consumer);
    }

    @Override
    public void forEachDocument(@Nullable Filter filter, DocumentConsumer consumer) {
        index.forEachDocument(documents(filter), consumer);
    }

    @Override
    public IndexStatistics statistics() {
        IndexStatistics rows = index.statistics();
        long passages = cut ? passages() : 0;
        return new IndexStatistics(
                rows.documents() - passages,
                rows.coded() - passages,
                rows.deleted(),
                rows.segments(),
                rows.sizeBytes(),
                rows.codeBytes(),
                rows.uncommitted(),
                rows.committed());
    }

    /** {@inheritDoc} Passages count as documents do. */
    @Override
    public BitCounts bitCounts() {
        return index.bitCounts();
    }

    /** {@inheritDoc} Those of passages are among them. */
    @Override
    public List<long[]> sampleCodes(int most) {
        return index.sampleCodes(most);
    }

    @Override
    public void close() {
        index.close();
    }
}
