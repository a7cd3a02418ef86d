package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest codes of one segment. It keeps k candidates at most, however many codes tie; documents are visited
 * in their order, and deletes and filters are asked only about codes that are near enough.
 */
final class LeafScan {

    private final Leaf leaf;
    private final CodeColumns columns;
    private final long[] query;
    private final @Nullable BitWeights weights;
    private final int radius;
    private final int k;
    private final PriorityQueue<Candidate> farthestFirst;

    /** No code farther than this can be among the nearest; codes at it may be. */
    private int bound;

    private long within;
    private long compared;

    /**
     * Prepares a search.
     *
     * @param radius codes within it are counted
     * @param bound what is known from other segments: codes beyond it are not among the nearest
     */
    LeafScan(Leaf leaf, long[] query, @Nullable BitWeights weights, int k, int radius, int bound) {
        this.leaf = leaf;
        this.columns = leaf.columns();
        this.query = query;
        this.weights = weights;
        this.radius = radius;
        this.k = Math.min(k, columns.size());
        this.bound = Math.min(radius, bound);
        this.farthestFirst = new FarthestFirst(this.k);
    }

    /** Compares every code, and counts those within the radius if asked to. */
    void scan(@Nullable Bits accept, boolean count) throws IOException {
        int[] distances = new int[CodeColumns.BLOCK];
        for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
            int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
            int minimum = columns.minimum(from, length, query);
            if (minimum > (count ? radius : bound)) {
                continue;
            }
            columns.distances(from, length, query, distances);
            if (count) {
                within += accept == null
                        ? CodeColumns.countWithin(distances, length, radius)
                        : countAccepted(from, length, distances, accept);
            }
            if (minimum <= bound) {
                collect(from, length, distances, accept);
            }
        }
        compared += columns.size();
    }

    private int countAccepted(int from, int length, int[] distances, Bits accept) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (distances[i] <= radius && accept.get(columns.doc(from + i))) {
                count++;
            }
        }
        return count;
    }

    private void collect(int from, int length, int[] distances, @Nullable Bits accept) throws IOException {
        for (int i = 0; i < length; i++) {
            if (distances[i] <= bound) {
                int doc = columns.doc(from + i);
                if (accept == null || accept.get(doc)) {
                    offer(from + i, doc, distances[i]);
                }
            }
        }
    }

    /** Compares only the codes of some documents, and counts those within the radius. */
    void walk(FixedBitSet documents, int cost) throws IOException {
        BitSetIterator iterator = new BitSetIterator(documents, cost);
        for (int doc = iterator.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = iterator.nextDoc()) {
            int ord = columns.ord(doc);
            if (ord >= 0) {
                compared++;
                int distance = columns.distance(ord, query);
                if (distance <= radius) {
                    within++;
                }
                if (distance <= bound) {
                    offer(ord, doc, distance);
                }
            }
        }
    }

    private void offer(int ord, int doc, int distance) throws IOException {
        double weighted = weights == null ? 0 : weights.distance(columns, ord, query);
        boolean full = farthestFirst.size() == k;
        if (full && !farthestFirst.top().isBehind(distance, weighted, -1)) {
            return; // farther whatever its id is
        }
        if (!leaf.ids().advanceExact(doc)) {
            throw new IllegalStateException("document %d has no id".formatted(leaf.context().docBase + doc));
        }
        int idOrd = leaf.ids().ordValue();
        if (full && !farthestFirst.top().isBehind(distance, weighted, idOrd)) {
            return;
        }
        Candidate candidate = new Candidate(leaf, ord, distance, weighted, idOrd);
        if (full) {
            farthestFirst.updateTop(candidate);
        } else {
            farthestFirst.add(candidate);
        }
        if (farthestFirst.size() == k) {
            bound = Math.min(bound, farthestFirst.top().distance);
        }
    }

    /** The nearest found, in their order. */
    List<Candidate> nearest() {
        List<Candidate> nearest = new ArrayList<>(farthestFirst.size());
        while (farthestFirst.size() > 0) {
            nearest.add(farthestFirst.pop());
        }
        Collections.reverse(nearest);
        return nearest;
    }

    /** How many codes were within the radius. */
    long within() {
        return within;
    }

    /** How many codes were compared. */
    long compared() {
        return compared;
    }

    private static final class FarthestFirst extends PriorityQueue<Candidate> {

        FarthestFirst(int size) {
            super(size);
        }

        @Override
        protected boolean lessThan(Candidate left, Candidate right) {
            return left.compareTo(right) > 0;
        }
    }
}
