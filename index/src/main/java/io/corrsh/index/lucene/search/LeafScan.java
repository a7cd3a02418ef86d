package io.corrsh.index.lucene.search;

import io.corrsh.index.SearchAfter;
import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest codes of one segment, or of a part of it, for one query. It keeps k candidates at most, however many
 * codes tie; documents are visited in their order, and deletes and filters are asked only about codes that are near
 * enough.
 */
final class LeafScan {

    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final Leaf leaf;
    private final CodeColumns columns;
    private final long[] query;
    private final @Nullable BitWeights weights;
    private final @Nullable SearchAfter after;
    private final int radius;
    private final int k;
    private final SharedBound bound;
    private final PriorityQueue<Candidate> farthestFirst = new PriorityQueue<>(Collections.reverseOrder());
    private final int[] distances = new int[CodeColumns.BLOCK];

    private int lastSeen = UNKNOWN;
    private boolean near;
    private long within;
    private long compared;

    /** Prepares a search; codes beyond the bound, which other searches of the same query lower too, are not hits. */
    LeafScan(Leaf leaf, HammingKnnQuery query, SharedBound bound) {
        this.leaf = leaf;
        this.columns = leaf.columns();
        this.query = query.code;
        this.weights = query.weights;
        this.after = query.after;
        this.radius = query.radius;
        this.k = query.k;
        this.bound = bound;
    }

    /** Compares the codes of a tile, from one ordinal up to another, and counts those within the radius if asked to. */
    void scan(int from, int to, @Nullable Bits accept, boolean count) throws IOException {
        compared += to - from;
        // The longer the loop, the nearer it comes to the memory's speed; what follows reads the tile from the cache.
        // Where
        // one tile holds something near, the next one may too.
        if (!near && columns.minimum(from, to - from, query) > (count ? radius : bound.get())) {
            return;
        }
        near = false;
        for (int block = from; block < to; block += CodeColumns.BLOCK) {
            int length = Math.min(CodeColumns.BLOCK, to - block);
            int minimum = columns.minimum(block, length, query);
            if (minimum > (count ? radius : bound.get())) {
                continue;
            }
            near = true;
            columns.distances(block, length, query, distances);
            if (count) {
                within += accept == null
                        ? CodeColumns.countWithin(distances, length, radius)
                        : countAccepted(block, length, accept);
            }
            if (minimum <= bound.get()) {
                collect(block, length, accept);
            }
        }
    }

    private int countAccepted(int from, int length, Bits accept) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (distances[i] <= radius && accept.get(columns.doc(from + i))) {
                count++;
            }
        }
        return count;
    }

    private void collect(int from, int length, @Nullable Bits accept) throws IOException {
        int limit = bound.get();
        for (int i = 0; i < length; i++) {
            if (distances[i] <= limit) {
                int doc = columns.doc(from + i);
                if (accept == null || accept.get(doc)) {
                    offer(from + i, doc, distances[i]);
                    limit = bound.get();
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
                if (distance <= bound.get()) {
                    offer(ord, doc, distance);
                }
            }
        }
    }

    /** Takes a code that a table has found, once. */
    void take(int ord, int distance, @Nullable Bits accept, boolean count) throws IOException {
        int doc = columns.doc(ord);
        if (accept == null || accept.get(doc)) {
            within += count && distance <= radius ? 1 : 0;
            if (distance <= bound.get()) {
                offer(ord, doc, distance);
            }
        }
    }

    /** Counts codes that were compared elsewhere. */
    void addCompared(long codes) {
        compared += codes;
    }

    private void offer(int ord, int doc, int distance) throws IOException {
        if (after != null && distance < after.distance()) {
            return;
        }
        double weighted = weights == null ? 0 : weights.distance(columns, ord, query);
        if (after != null && isSeen(after, doc, distance, weighted)) {
            return;
        }
        bound.offer(distance);
        Candidate farthest = farthestFirst.size() == k ? farthestFirst.peek() : null;
        if (farthest != null && !farthest.isBehind(distance, weighted, -1)) {
            return; // farther whatever its id is
        }
        int idOrd = leaf.idOrd(doc);
        if (farthest != null) {
            if (!farthest.isBehind(distance, weighted, idOrd)) {
                return;
            }
            farthestFirst.remove();
        }
        farthestFirst.add(new Candidate(leaf, ord, distance, weighted, idOrd));
    }

    /** Whether a document at least as far as a place comes before it, or is at it. */
    private boolean isSeen(SearchAfter place, int doc, int distance, double weighted) throws IOException {
        if (distance != place.distance() || weighted > place.weightedDistance()) {
            return false;
        }
        return weighted < place.weightedDistance() || leaf.idOrd(doc) <= last();
    }

    /** The ordinal of the last id up to that of the place. */
    private int last() throws IOException {
        if (lastSeen == UNKNOWN && after != null) {
            int found = leaf.lookup(new BytesRef(after.id()));
            lastSeen = found >= 0 ? found : -found - 2;
        }
        return lastSeen;
    }

    /** The nearest found, in their order; taken out once. */
    List<Candidate> nearest() {
        List<Candidate> nearest = new ArrayList<>(farthestFirst.size());
        while (!farthestFirst.isEmpty()) {
            Candidate farthest = farthestFirst.remove();
            if (farthest.distance <= bound.get()) {
                nearest.add(farthest);
            }
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
}
