package io.corrsh.index.lucene.join;

import java.io.Closeable;
import java.io.IOException;

/**
 * What a {@link HammingJoin} found, for its distance and all smaller ones. Pairs are in temporary files, which go when it
 * is closed. Used by one thread at a time.
 */
public final class HammingMatches implements Closeable {

    private final DistinctCodes codes;
    private final PairSpool spool;
    private final long[] pairs;
    private final boolean keepsPairs;
    private final String plan;

    HammingMatches(DistinctCodes codes, PairSpool spool, long[] pairs, boolean keepsPairs, String plan) {
        this.codes = codes;
        this.spool = spool;
        this.pairs = pairs;
        this.keepsPairs = keepsPairs;
        this.plan = plan;
    }

    /** The join's distance. */
    public int maxDistance() {
        return pairs.length - 1;
    }

    /** How many documents were joined. */
    public int documents() {
        return codes.documents();
    }

    /** How the codes were cut up. */
    public String plan() {
        return plan;
    }

    /** The exact number of pairs of documents within a distance. */
    public long pairs(int distance) {
        checkDistance(distance);
        long sum = 0;
        for (int d = 0; d <= distance; d++) {
            sum += pairs[d];
        }
        return sum;
    }

    /** Takes a pair of documents. */
    @FunctionalInterface
    public interface PairConsumer {
        void accept(int left, int right, int distance) throws IOException;
    }

    /**
     * Hands on every pair of documents within a distance once, the nearest first.
     *
     * @throws IllegalStateException if the join was told not to keep pairs
     */
    public void forEachPair(int distance, PairConsumer consumer) throws IOException {
        checkDistance(distance);
        if (!keepsPairs) {
            throw new IllegalStateException("the join kept what its groups need, not all pairs");
        }
        for (int code = 0; code < codes.size(); code++) {
            for (int i = 0; i < codes.documents(code); i++) {
                for (int j = i + 1; j < codes.documents(code); j++) {
                    consumer.accept(codes.document(code, i), codes.document(code, j), 0);
                }
            }
        }
        for (int d = 1; d <= distance; d++) {
            int exact = d;
            spool.read(exact, (left, right) -> {
                for (int i = 0; i < codes.documents(left); i++) {
                    for (int j = 0; j < codes.documents(right); j++) {
                        consumer.accept(codes.document(left, i), codes.document(right, j), exact);
                    }
                }
            });
        }
    }

    /** Hands on pairs at exactly a distance that connect what nearer ones do not, as far as is known, up to a number. */
    public void forEachLink(int distance, int most, PairConsumer consumer) throws IOException {
        checkDistance(distance);
        int[] left = {most};
        if (distance == 0) {
            for (int code = 0; code < codes.size() && left[0] > 0; code++) {
                if (codes.documents(code) > 1) {
                    left[0]--;
                    consumer.accept(codes.document(code, 0), codes.document(code, 1), 0);
                }
            }
            return;
        }
        spool.read(distance, (one, other) -> {
            if (left[0]-- > 0) {
                consumer.accept(codes.document(one, 0), codes.document(other, 0), distance);
            }
        });
    }

    /** The groups that the pairs within a distance connect. */
    public HammingGroups groups(int distance, DocumentIds ids) throws IOException {
        checkDistance(distance);
        UnionFind sets = new UnionFind(codes.size());
        for (int d = 1; d <= distance; d++) {
            spool.read(d, sets::unite);
        }
        return HammingGroups.of(codes, sets, ids);
    }

    private void checkDistance(int distance) {
        if (distance < 0 || distance > maxDistance()) {
            throw new IllegalArgumentException(
                    "'distance' must be between 0 and %d, the join's, got %d".formatted(maxDistance(), distance));
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
