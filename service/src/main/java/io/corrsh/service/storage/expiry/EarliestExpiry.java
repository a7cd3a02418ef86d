package io.corrsh.service.storage.expiry;

import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A moment before which no document of an index is over, so that searches need not ask. It may be too early, never too
 * late. Safe for use by several threads.
 */
final class EarliestExpiry {

    private volatile double earliest;
    private int writes;
    private long begun;

    EarliestExpiry(OptionalDouble earliest) {
        this.earliest = earliest.orElse(Double.POSITIVE_INFINITY);
    }

    boolean isAfter(double now) {
        return earliest > now;
    }

    /** Writes documents of which the first is over at a time. */
    void during(double first, Runnable write) {
        synchronized (this) {
            earliest = Math.min(earliest, first);
            writes++;
            begun++;
        }
        try {
            write.run();
        } finally {
            synchronized (this) {
                writes--;
            }
        }
    }

    /** Takes what the index says, unless documents were written meanwhile: then the next time. */
    void renew(Supplier<OptionalDouble> smallest) {
        long before;
        synchronized (this) {
            before = begun;
            if (writes > 0) {
                return;
            }
        }
        double found = smallest.get().orElse(Double.POSITIVE_INFINITY);
        synchronized (this) {
            if (begun == before) {
                earliest = found;
            }
        }
    }
}
