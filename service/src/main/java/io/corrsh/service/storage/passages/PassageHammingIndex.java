package io.corrsh.service.storage.passages;

import io.corrsh.index.Change;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.FilteredHammingIndex;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexStatistics;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An index of documents of which some have passages: searches for a code find a document by its nearest passage; all else
 * acts on documents, which are counted and compared by the codes of their whole texts; only counts and samples of codes
 * have those of passages among them. While no document has any, it asks the index before which it stands nothing more. Closes that one.
 */
public final class PassageHammingIndex extends FilteredHammingIndex {

    private volatile boolean cut;

    public PassageHammingIndex(HammingIndex index) {
        super(index);
        this.cut = passages() > 0;
    }

    /** How many passages the documents have. */
    public long passages() {
        return index().count(PassageRows.parts());
    }

    /** What passes a filter and is a document. */
    @Override
    protected @Nullable Filter within(@Nullable Filter filter) {
        return cut ? Filter.both(filter, new Filter.Not(PassageRows.parts())) : filter;
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
        index().apply(rows);
    }

    @Override
    public Optional<IndexedDocument> get(String id) {
        return index().get(id).filter(document -> PassageRows.document(document) == null);
    }

    @Override
    public SearchResult search(HammingQuery query) {
        SearchResult rows = index().search(query);
        return cut ? new DocumentSearch(index(), query).documents(rows) : rows;
    }

    @Override
    public List<SearchResult> searchAll(List<HammingQuery> queries) {
        List<SearchResult> results = new ArrayList<>(index().searchAll(queries));
        for (int i = 0; cut && i < results.size(); i++) {
            results.set(i, new DocumentSearch(index(), queries.get(i)).documents(results.get(i)));
        }
        return results;
    }

    @Override
    public Facets facets(FacetQuery query) {
        if (cut && query.code() != null) {
            return DocumentFacets.near(index(), query);
        }
        return super.facets(query);
    }

    @Override
    public IndexStatistics statistics() {
        IndexStatistics rows = index().statistics();
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
}
