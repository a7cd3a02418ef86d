package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.ChunkTables;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.multiindex.Chunks;
import io.corrsh.index.multiindex.Flips;
import io.corrsh.index.multiindex.ProbeCosts;
import io.corrsh.index.multiindex.ProbeOrder;
import java.io.IOException;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Answers one query on one segment by its chunk tables, if that is cheaper than a scan. It goes on only while what is spent
 * and what is foreseen stay below the price of the scan, or while so little is spent that it does not matter; what it has
 * found when it gives up still bounds the scan. To be used once, by one thread.
 */
final class TableSearch {

    /** The share of a scan's price that may be spent in vain, if even codes would be found by the tables and if not. */
    private static final double HOPEFUL_TRIAL = 0.2;

    private static final double TRIAL = 0.07;

    /** The share of a scan's price that a whole answer may cost. */
    private static final double WORTH = 0.8;

    private static final int BLOCK = 512;

    private final KnnState state;
    private final CodeColumns columns;
    private final ChunkLists lists;
    private final double trial;
    private final Chunks chunks;
    private final ProbeCosts costs;
    private final @Nullable Bits accept;
    private final boolean counting;
    private final SharedBound own;
    private final LeafScan scan;

    private final int[] ords = new int[BLOCK];
    private final int[] distances = new int[BLOCK];
    private final long[] difference;

    private double spent;
    private double even;
    private long probed;
    private long candidates;

    private TableSearch(
            KnnState state, Leaf leaf, ChunkTables tables, @Nullable Bits accept, int matches, int queries) {
        this.state = state;
        this.columns = leaf.columns();
        this.lists = new ChunkLists(tables);
        this.chunks = tables.chunks();
        this.costs = ProbeCosts.of(chunks, columns.size(), columns.words(), queries);
        this.accept = accept;
        this.counting = state.limited();
        int foreseen = Math.min(state.query.radius, costs.evenDistance(matches, state.wanted()));
        boolean hopeful = costs.ahead(0, foreseen, 1) <= WORTH * costs.scan();
        this.trial = (hopeful ? HOPEFUL_TRIAL : TRIAL) * costs.scan();
        this.own = new SharedBound(state.wanted(), state.bound.get());
        this.scan = new LeafScan(leaf, state.query, own);
        this.difference = new long[columns.words()];
    }

    /**
     * Looks a query up.
     *
     * @param accept the documents that count; {@code null} for all
     * @param matches how many they are, about
     * @param queries how many queries a scan would answer at once
     * @return whether the query is answered for this segment
     */
    static boolean answer(KnnState state, Leaf leaf, @Nullable Bits accept, int matches, int queries)
            throws IOException {
        ChunkTables tables = leaf.columns().tables();
        return tables != null && new TableSearch(state, leaf, tables, accept, matches, queries).run();
    }

    private boolean run() throws IOException {
        for (int step = 0; step - 1 < limit(); step++) {
            if (!goesOn(step) || !look(step)) {
                state.addProbes(probed, candidates, false);
                state.bound.lower(own.get());
                return false;
            }
        }
        scan.addCompared(candidates);
        state.addProbes(probed, candidates, true);
        state.add(scan);
        state.bound.lower(own.get());
        return true;
    }

    /** Everything within this distance has to be known. */
    private int limit() {
        return counting ? state.query.radius : Math.min(own.get(), state.bound.get());
    }

    private boolean goesOn(int step) {
        double skew = even > 0 ? Math.max(1, candidates / even) : 1;
        return spent + costs.ahead(step, limit(), skew) <= WORTH * costs.scan()
                || spent + costs.ahead(step, step, skew) <= trial;
    }

    /** Looks at all candidates of a step, unless their lists turn out to be too long. */
    private boolean look(int step) throws IOException {
        state.query.deadline.check();
        int chunk = ProbeOrder.chunk(step, chunks.count());
        Flips flips = new Flips(
                chunks.value(chunk, state.query.code), chunks.bits(chunk), ProbeOrder.distance(step, chunks.count()));
        lists.open(chunk, flips);
        probed += lists.count();
        if (spent + costs.of(lists.count(), lists.sum()) > WORTH * costs.scan()) {
            spent += costs.of(lists.count(), 0);
            return false;
        }
        spent += costs.of(lists.count(), lists.sum());
        even += costs.candidates(step);
        candidates += lists.sum();
        for (int count = lists.next(ords); count > 0; count = lists.next(ords)) {
            compare(count, step);
        }
        return true;
    }

    private void compare(int count, int step) throws IOException {
        columns.distances(ords, count, state.query.code, distances);
        int limit = limit();
        for (int i = 0; i < count; i++) {
            if (distances[i] <= limit && isFirst(ords[i], step)) {
                scan.take(ords[i], distances[i], accept, counting);
                limit = limit();
            }
        }
    }

    /** Whether no earlier step has found the code. */
    private boolean isFirst(int ord, int step) {
        for (int word = 0; word < difference.length; word++) {
            difference[word] = columns.word(ord, word) ^ state.query.code[word];
        }
        return chunks.firstStep(difference) == step;
    }
}
