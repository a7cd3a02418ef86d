package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.ChunkTables;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.multiindex.Chunks;
import io.corrsh.index.multiindex.Flips;
import io.corrsh.index.multiindex.ProbeCosts;
import io.corrsh.index.multiindex.ProbeOrder;
import java.io.IOException;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Answers one query on one segment by its chunk tables, if that is cheaper than a scan. It goes on only while what is spent
 * and what is foreseen stay below the price of the scan, or while so little is spent that it does not matter; what it has
 * found when it gives up still bounds the scan. To be used once, by one thread.
 */
final class TableSearch {

    /** The share of a scan's price that may be spent in vain. */
    private static final double TRIAL = 0.1;

    /** The share of a scan's price that a whole answer may cost. */
    private static final double WORTH = 0.8;

    private static final int BLOCK = 512;

    private final KnnState state;
    private final CodeColumns columns;
    private final ChunkTables tables;
    private final Chunks chunks;
    private final ProbeCosts costs;
    private final @Nullable Bits accept;
    private final boolean counting;
    private final SharedBound own;
    private final LeafScan scan;

    private final int[] values = new int[BLOCK];
    private final int[] ords = new int[BLOCK];
    private final int[] distances = new int[BLOCK];
    private final long[] difference;
    private int[] from = new int[BLOCK];
    private int[] to = new int[BLOCK];

    private double spent;
    private double even;
    private long lists;
    private long candidates;

    private TableSearch(KnnState state, Leaf leaf, ChunkTables tables, @Nullable Bits accept, int queries) {
        this.state = state;
        this.columns = leaf.columns();
        this.tables = tables;
        this.chunks = tables.chunks();
        this.costs = ProbeCosts.of(chunks, columns.size(), columns.words(), queries);
        this.accept = accept;
        this.counting = state.limited();
        this.own = new SharedBound(state.wanted(), state.bound.get());
        this.scan = new LeafScan(leaf, state.query, own);
        this.difference = new long[columns.words()];
    }

    /**
     * Looks a query up.
     *
     * @param accept the documents that count; {@code null} for all
     * @param queries how many queries a scan would answer at once
     * @return whether the query is answered for this segment
     */
    static boolean answer(KnnState state, Leaf leaf, @Nullable Bits accept, int queries) throws IOException {
        ChunkTables tables = leaf.columns().tables();
        return tables != null && new TableSearch(state, leaf, tables, accept, queries).run();
    }

    private boolean run() throws IOException {
        for (int step = 0; step - 1 < limit(); step++) {
            if (!goesOn(step) || !look(step)) {
                state.addProbes(lists, candidates, false);
                state.bound.lower(own.get());
                return false;
            }
        }
        scan.addCompared(candidates);
        state.addProbes(lists, candidates, true);
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
                || spent + costs.ahead(step, step, skew) <= TRIAL * costs.scan();
    }

    /** Looks at all candidates of a step, unless their lists turn out to be too long. */
    private boolean look(int step) throws IOException {
        state.query.deadline.check();
        int chunk = ProbeOrder.chunk(step, chunks.count());
        Flips flips = new Flips(
                chunks.value(chunk, state.query.code), chunks.bits(chunk), ProbeOrder.distance(step, chunks.count()));
        int count = 0;
        long sum = 0;
        for (int next = flips.next(values); next > 0; next = flips.next(values)) {
            from = ArrayUtil.grow(from, count + next);
            to = ArrayUtil.grow(to, count + next);
            sum += tables.bounds(chunk, values, next, from, to, count);
            count += next;
        }
        lists += count;
        if (spent + costs.of(count, sum) > WORTH * costs.scan()) {
            spent += costs.of(count, 0);
            return false;
        }
        spent += costs.of(count, sum);
        even += costs.candidates(step);
        candidates += sum;
        int filled = 0;
        for (int list = 0; list < count; list++) {
            for (int at = from[list]; at < to[list]; ) {
                int part = Math.min(to[list] - at, BLOCK - filled);
                tables.ordinals(chunk, at, at + part, ords, filled);
                at += part;
                filled += part;
                if (filled == BLOCK) {
                    compare(filled, step);
                    filled = 0;
                }
            }
        }
        compare(filled, step);
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
