package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries in one pass over the codes: a tile of codes, small enough for the first cache, is compared with every
 * query before the next tile is read. Segments, and slices of large ones, go to the searcher's executor; what one has
 * found bounds the search of the others.
 */
final class KnnSearch {

    /** So many words are compared with every query before the next: 32 KB. */
    private static final int TILE_WORDS = 4096;

    private final IndexSearcher searcher;
    private final String field;
    private final String idField;
    private final int bits;
    private final int sliceWords;
    private final List<KnnState> states = new ArrayList<>();
    private final Map<Query, Weight> filters = new HashMap<>();

    private KnnSearch(IndexSearcher searcher, List<HammingKnnQuery> queries, int sliceWords) throws IOException {
        this.searcher = searcher;
        this.sliceWords = sliceWords;
        HammingKnnQuery first = queries.getFirst();
        this.field = first.field;
        this.idField = first.idField;
        this.bits = first.bits;
        for (HammingKnnQuery query : queries) {
            if (!query.field.equals(field) || !query.idField.equals(idField) || query.bits != bits) {
                throw new IllegalArgumentException("'queries' must all ask for the same field, got %s and %s"
                        .formatted(first.toString(""), query.toString("")));
            }
            states.add(new KnnState(query, searcher.getIndexReader().maxDoc()));
            Query filter = query.filter;
            if (filter != null && !filters.containsKey(filter)) {
                filters.put(filter, searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1));
            }
        }
    }

    /** The answers, in the order of the queries. */
    static List<HammingHits> run(IndexSearcher searcher, List<HammingKnnQuery> queries) throws IOException {
        return run(searcher, queries, LeafCodes.SLICE_WORDS);
    }

    /** The same with slices of so many words. */
    static List<HammingHits> run(IndexSearcher searcher, List<HammingKnnQuery> queries, int sliceWords)
            throws IOException {
        return queries.isEmpty() ? List.of() : new KnnSearch(searcher, queries, sliceWords).run();
    }

    private List<HammingHits> run() throws IOException {
        List<Callable<List<Callable<Void>>>> segments = new ArrayList<>();
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            segments.add(() -> prepare(context));
        }
        List<Callable<Void>> scans = new ArrayList<>();
        searcher.getTaskExecutor().invokeAll(segments).forEach(scans::addAll);
        searcher.getTaskExecutor().invokeAll(scans);
        List<HammingHits> hits = new ArrayList<>(states.size());
        states.forEach(state -> hits.add(state.hits()));
        return hits;
    }

    /** A query that has to look at every code of a segment, and which of their documents count. */
    private record Pending(KnnState state, @Nullable Bits accept) {}

    /** Answers the queries with few documents to look at, and gives back the scans for the others. */
    private List<Callable<Void>> prepare(LeafReaderContext context) throws IOException {
        CodeColumns columns = LeafCodes.columns(context, field, bits);
        if (columns == null) {
            return List.of();
        }
        Map<Query, @Nullable FixedBitSet> matches = new HashMap<>();
        List<Pending> pending = new ArrayList<>();
        for (KnnState state : states) {
            Query filter = state.query.filter;
            Weight weight = filter == null ? null : filters.get(filter);
            if (filter == null || weight == null) {
                if (!state.limited()) {
                    state.addTotal(LiveCodes.count(context.reader(), columns));
                }
                lookOrScan(
                        state,
                        context,
                        columns,
                        context.reader().getLiveDocs(),
                        context.reader().numDocs(),
                        pending);
                continue;
            }
            if (!matches.containsKey(filter)) {
                matches.put(filter, LeafCodes.matches(weight, context, state.query.deadline));
            }
            FixedBitSet accept = matches.get(filter);
            if (accept != null) {
                int count = accept.cardinality();
                if (!walk(state, context, columns, accept, count)) {
                    lookOrScan(state, context, columns, accept, count, pending);
                }
            }
        }
        List<Callable<Void>> scans = new ArrayList<>();
        if (!pending.isEmpty()) {
            for (LeafCodes.Slice slice : LeafCodes.slices(columns, sliceWords)) {
                scans.add(() -> {
                    scan(Leaf.of(context, columns, idField), slice, pending);
                    return null;
                });
            }
        }
        return scans;
    }

    /** Answers a query by the tables, or puts it with those that scan. */
    private void lookOrScan(
            KnnState state,
            LeafReaderContext context,
            CodeColumns columns,
            @Nullable Bits accept,
            int matches,
            List<Pending> pending)
            throws IOException {
        if (columns.tables() == null
                || !TableSearch.answer(state, Leaf.of(context, columns, idField), accept, matches, states.size())) {
            state.addScan();
            pending.add(new Pending(state, accept));
        }
    }

    /** Whether the filter passed so few documents that the query is answered. */
    private boolean walk(
            KnnState state, LeafReaderContext context, CodeColumns columns, FixedBitSet accept, int matches)
            throws IOException {
        if (matches >= Math.max(1, columns.size() / LeafCodes.WALK)) {
            if (!state.limited()) {
                state.addTotal(columns.dense() ? matches : LiveCodes.count(columns, accept));
            }
            return false;
        }
        state.query.deadline.check();
        LeafScan scan = state.scan(Leaf.of(context, columns, idField));
        scan.walk(accept, matches);
        state.addWalk();
        state.add(scan);
        return true;
    }

    private static void scan(Leaf leaf, LeafCodes.Slice slice, List<Pending> pending) throws IOException {
        LeafScan[] scans = new LeafScan[pending.size()];
        for (int i = 0; i < scans.length; i++) {
            scans[i] = pending.get(i).state.scan(leaf);
        }
        int tile = TILE_WORDS / leaf.columns().words();
        for (int from = slice.from(); from < slice.to(); from += tile) {
            int to = Math.min(slice.to(), from + tile);
            for (int i = 0; i < scans.length; i++) {
                Pending query = pending.get(i);
                query.state.query.deadline.check();
                scans[i].scan(from, to, query.accept, query.state.limited());
            }
        }
        for (int i = 0; i < scans.length; i++) {
            pending.get(i).state.add(scans[i]);
        }
    }
}
