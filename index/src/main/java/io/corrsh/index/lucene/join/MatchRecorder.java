package io.corrsh.index.lucene.join;

import io.corrsh.index.lucene.join.chunk.PairSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the pairs that a join finds and keeps them on disk: all of them, or only those that connect something. The
 * latter are a spanning forest for each distance, so that they give the groups at any distance up to the join's.
 */
final class MatchRecorder implements PairSink {

    /** More forests would take more memory, fewer keep more pairs that are not needed. */
    private static final int MAX_FORESTS = 8;

    private final DistinctCodes codes;
    private final PairSpool spool;
    private final long[] pairs;

    /** For some distances, what is connected by pairs within them; none if all pairs are kept. */
    private final @Nullable UnionFind[] forests;

    MatchRecorder(DistinctCodes codes, PairSpool spool, int maxDistance, boolean keepPairs) {
        this.codes = codes;
        this.spool = spool;
        this.pairs = new long[maxDistance + 1];
        this.forests = new UnionFind[maxDistance + 1];
        if (!keepPairs) {
            // Different codes are at distance 1 at least.
            int step = (maxDistance + MAX_FORESTS - 1) / MAX_FORESTS;
            for (int distance = 1; distance <= maxDistance; distance += step) {
                forests[distance] = new UnionFind(codes.size());
            }
        }
        for (int code = 0; code < codes.size(); code++) {
            long copies = codes.documents(code);
            pairs[0] += copies * (copies - 1) / 2;
        }
    }

    @Override
    public synchronized void accept(int[] left, int[] right, int[] distances, int count) {
        try {
            for (int i = 0; i < count; i++) {
                pairs[distances[i]] += (long) codes.documents(left[i]) * codes.documents(right[i]);
                if (connects(left[i], right[i], distances[i])) {
                    spool.add(left[i], right[i], distances[i]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the pairs of a join in a temporary file", e);
        }
    }

    /** Whether shorter pairs do not connect the two codes already, as far as is known. */
    private boolean connects(int left, int right, int distance) {
        for (int shorter = distance; shorter > 0; shorter--) {
            UnionFind forest = forests[shorter];
            if (forest != null) {
                boolean connected =
                        shorter == distance ? !forest.unite(left, right) : forest.root(left) == forest.root(right);
                if (connected) {
                    return false; // and so they are at all longer distances
                }
                break;
            }
        }
        for (int longer = distance + 1; longer < forests.length; longer++) {
            UnionFind forest = forests[longer];
            if (forest != null && !forest.unite(left, right)) {
                break;
            }
        }
        return true;
    }

    /** The number of pairs of documents at each distance. */
    synchronized long[] pairs() {
        return pairs.clone();
    }
}
