package io.corrsh.model.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what all callers have in hand together. Beyond the limit only a caller who has less than an equal share of it gets
 * more, so that one who takes all there is cannot shut the others out; twice the limit is the end for anyone. Safe for use by several
 * threads.
 */
public final class FairLimit {

    private final int limit;
    private final Map<String, Integer> held = new HashMap<>();
    private int total;

    /**
     * Makes a limit.
     *
     * @param limit what all may have together, at least 1
     */
    public FairLimit(int limit) {
        this.limit = limit;
    }

    /**
     * Takes {@code count} for a caller, if there is room: what is taken may go beyond the limit, so that a single call of any
     * size finds room.
     */
    public synchronized boolean tryAcquire(String caller, int count) {
        if (!hasRoom(caller)) {
            return false;
        }
        held.merge(caller, count, Integer::sum);
        total += count;
        return true;
    }

    /** Whether a caller would get something now. */
    public synchronized boolean hasRoom(String caller) {
        if (total < limit) {
            return true;
        }
        int own = held.getOrDefault(caller, 0);
        int callers = own == 0 ? held.size() + 1 : held.size();
        return total < 2L * limit && own < limit / callers;
    }

    /** Gives back what a caller took. */
    public synchronized void release(String caller, int count) {
        held.computeIfPresent(caller, (name, own) -> own == count ? null : own - count);
        total -= count;
    }

    /** What all have together. */
    public synchronized int total() {
        return total;
    }
}
