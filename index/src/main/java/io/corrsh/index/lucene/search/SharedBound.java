package io.corrsh.index.lucene.search;

/**
 * The largest distance that a hit of one query can still have, known to all threads and segments that work on it. It only
 * ever falls: to the distance of the k-th nearest document found so far, wherever it was found. Documents at the bound may
 * still be hits, by the order of ties.
 */
final class SharedBound {

    private final int k;
    private final int[] counts;
    private int below;
    private volatile int bound;

    /** Starts at a radius, for {@code k} hits. */
    SharedBound(int k, int radius) {
        this.k = k;
        this.counts = new int[radius + 1];
        this.bound = radius;
    }

    /** No hit is farther. */
    int get() {
        return bound;
    }

    /** Counts a live document that passes the filter. Every document may be counted once only. */
    void offer(int distance) {
        if (distance >= bound) {
            return; // One more at the bound does not lower it.
        }
        synchronized (this) {
            counts[distance]++;
            if (distance < bound && ++below >= k) {
                int lower = bound;
                while (below >= k) {
                    below -= counts[--lower];
                }
                bound = lower;
            }
        }
    }

    /** Lowers the bound, if it is higher, to the distance of the farthest of k different documents that were not counted. */
    synchronized void lower(int distance) {
        while (bound > distance) {
            below -= counts[--bound];
        }
    }
}
