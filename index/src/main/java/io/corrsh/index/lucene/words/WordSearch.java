package io.corrsh.index.lucene.words;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;

/**
 * A search for the documents that fit a text's words best, by Lucene's BM25 with its usual parameters (k1 = 1.2, b =
 * 0.75; Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
 */
public final class WordSearch {

    /** More words make a query slow and hardly better: those left out are the most common. */
    private static final int MOST_WORDS = 256;

    /** Beyond this many matches the search may skip those that cannot be among the best, and does not count them. */
    private static final int COUNTED = 10_000;

    private final Analyzer words;
    private final String text;
    private final int k;
    private final Query selection;
    private final Deadline deadline;

    /** A search for the {@code k} best of the documents that a query selects. */
    public WordSearch(Analyzer words, String text, int k, Query selection, Deadline deadline) {
        this.words = words;
        this.text = text;
        this.k = k;
        this.selection = selection;
        this.deadline = deadline;
    }

    /**
     * The best documents by their scores.
     *
     * @throws io.corrsh.index.SearchStoppedException if the deadline passes first
     */
    public TopDocs run(IndexSearcher searcher) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (Map.Entry<BytesRef, Integer> word : rarest(searcher)) {
            Query query = new TermQuery(new Term(Fields.TEXT, word.getKey()));
            any.add(word.getValue() == 1 ? query : new BoostQuery(query, word.getValue()), BooleanClause.Occur.SHOULD);
        }
        any.setMinimumNumberShouldMatch(1);
        any.add(selection, BooleanClause.Occur.FILTER);
        // A searcher of its own, because a time limit holds for all searches of a searcher.
        IndexSearcher limited = new IndexSearcher(searcher.getIndexReader());
        limited.setTimeout(deadline::passed);
        TopDocs best = limited.search(any.build(), new TopScoreDocCollectorManager(k, Math.max(k, COUNTED)));
        if (limited.timedOut()) {
            deadline.check();
        }
        return best;
    }

    /** The words of the text with how often they stand in it. */
    private List<Map.Entry<BytesRef, Integer>> rarest(IndexSearcher searcher) throws IOException {
        List<Map.Entry<BytesRef, Integer>> all =
                new ArrayList<>(QueryWords.of(words, text).entrySet());
        if (all.size() <= MOST_WORDS) {
            return all;
        }
        Map<BytesRef, Integer> documents = new LinkedHashMap<>();
        for (Map.Entry<BytesRef, Integer> word : all) {
            documents.put(word.getKey(), searcher.getIndexReader().docFreq(new Term(Fields.TEXT, word.getKey())));
        }
        all.removeIf(word -> documents.getOrDefault(word.getKey(), 0) == 0);
        all.sort(Comparator.comparing(word -> documents.getOrDefault(word.getKey(), 0)));
        return all.subList(0, Math.min(all.size(), MOST_WORDS));
    }
}
