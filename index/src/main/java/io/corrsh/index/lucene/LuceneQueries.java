package io.corrsh.index.lucene;

import io.corrsh.index.CodeSpace;
import io.corrsh.index.DistanceHistogram;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.SearchResult;
import io.corrsh.index.WordQuery;
import io.corrsh.index.WordResult;
import io.corrsh.index.lucene.document.DocumentMapper;
import io.corrsh.index.lucene.document.DocumentSelection;
import io.corrsh.index.lucene.document.Fields;
import io.corrsh.index.lucene.document.FilterQueries;
import io.corrsh.index.lucene.document.StoredDocuments;
import io.corrsh.index.lucene.facets.FacetCounts;
import io.corrsh.index.lucene.join.HammingJoin;
import io.corrsh.index.lucene.join.HammingMatches;
import io.corrsh.index.lucene.search.BitWeights;
import io.corrsh.index.lucene.search.HammingHistogram;
import io.corrsh.index.lucene.search.HammingHits;
import io.corrsh.index.lucene.search.HammingKnnQuery;
import io.corrsh.index.lucene.search.HammingRadiusQuery;
import io.corrsh.index.lucene.words.WordSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;

/** Puts queries in Lucene's terms, and their answers in the index's. */
final class LuceneQueries {

    private final CodeSpace space;

    LuceneQueries(CodeSpace space) {
        this.space = space;
    }

    /** Refuses what does not fit the space; no index is needed for that. */
    List<HammingKnnQuery> prepare(List<HammingQuery> queries) {
        return queries.stream().map(this::prepare).toList();
    }

    private HammingKnnQuery prepare(HammingQuery query) {
        DocumentMapper.checkCode(query.code(), space);
        float[] weights = query.weights();
        return new HammingKnnQuery(
                        Fields.CODE,
                        Fields.ID,
                        space.bits(),
                        query.code(),
                        weights == null ? null : new BitWeights(weights),
                        query.k(),
                        query.maxDistance(),
                        filter(query.filter()))
                .after(query.after())
                .withDeadline(query.deadline());
    }

    HammingHistogram prepare(HistogramQuery query) {
        DocumentMapper.checkCode(query.code(), space);
        return new HammingHistogram(
                Fields.CODE, space.bits(), query.code(), query.maxDistance(), filter(query.filter()), query.deadline());
    }

    HammingJoin prepare(NearDuplicateQuery query) {
        return new HammingJoin(
                Fields.CODE,
                space.bits(),
                query.maxDistance(),
                filter(query.filter()),
                query.keepPairs(),
                query.deadline(),
                query.progress());
    }

    /** All documents that pass a filter, with or without a code. */
    static Query all(@Nullable Filter filter) {
        return filter == null ? MatchAllDocsQuery.INSTANCE : FilterQueries.checked(filter);
    }

    private static @Nullable Query filter(@Nullable Filter filter) {
        return filter == null ? null : FilterQueries.checked(filter);
    }

    WordSearch prepare(WordQuery query, Analyzer words) {
        return new WordSearch(
                words, query.text(), query.k(), DocumentSelection.coded(filter(query.filter())), query.deadline());
    }

    FacetCounts prepare(FacetQuery query) {
        long[] code = query.code();
        if (code != null) {
            DocumentMapper.checkCode(code, space);
        }
        Query near = code == null || query.maxDistance() >= space.bits()
                ? null
                : new HammingRadiusQuery(Fields.CODE, space.bits(), code, query.maxDistance());
        return new FacetCounts(
                query.fields(),
                query.values(),
                DocumentSelection.coded(filter(query.filter()), near),
                query.deadline());
    }

    static List<SearchResult> search(IndexSearcher searcher, List<HammingKnnQuery> queries) throws IOException {
        try {
            StoredDocuments documents = new StoredDocuments(searcher);
            List<SearchResult> results = new ArrayList<>(queries.size());
            for (HammingHits hits : HammingKnnQuery.searchAll(searcher, queries)) {
                results.add(new SearchResult(
                        documents.neighbours(hits.nearest()), hits.total(), hits.compared(), hits.plan()));
            }
            return results;
        } catch (IndexSearcher.TooManyClauses e) {
            throw FilterQueries.tooMany(e);
        }
    }

    static DistanceHistogram histogram(IndexSearcher searcher, HammingHistogram histogram) throws IOException {
        try {
            HammingHistogram.Counts counts = histogram.count(searcher);
            return new DistanceHistogram(
                    Arrays.stream(counts.byDistance()).boxed().toList(), counts.compared());
        } catch (IndexSearcher.TooManyClauses e) {
            throw FilterQueries.tooMany(e);
        }
    }

    static WordResult words(IndexSearcher searcher, WordSearch search) throws IOException {
        TopDocs best = search.run(searcher);
        return new WordResult(
                new StoredDocuments(searcher).wordHits(best.scoreDocs),
                best.totalHits.value(),
                best.totalHits.relation() == TotalHits.Relation.EQUAL_TO);
    }

    static HammingMatches join(IndexSearcher searcher, HammingJoin join) throws IOException {
        try {
            return join.run(searcher);
        } catch (IndexSearcher.TooManyClauses e) {
            throw FilterQueries.tooMany(e);
        }
    }
}
