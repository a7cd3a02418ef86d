package io.corrsh.service.breakers;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens while what is in use of the heap is more than a share of it. Garbage counts as in use until it is collected, so it
 * has the heap collected before it opens, and now and then while it is open: that is what lets it close again.
 */
final class HeapBreaker implements Breaker {

    /** A collection of a full heap takes long, and would come by itself soon. */
    private static final long COLLECT_EVERY = Duration.ofSeconds(10).toNanos();

    private final DoubleSupplier used;
    private final Runnable collect;
    private final double most;
    private @Nullable Long collected;

    /**
     * A breaker.
     *
     * @param used the share of the heap that is in use, from 0 to 1
     * @param collect collects garbage
     * @param most the largest share at which it is closed
     */
    HeapBreaker(DoubleSupplier used, Runnable collect, double most) {
        this.used = used;
        this.collect = collect;
        this.most = most;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean isOpen() {
        return used.getAsDouble() > most;
    }

    @Override
    public void check() {
        if (!isOpen()) {
            return;
        }
        collectAtTimes();
        double share = used.getAsDouble();
        if (share > most) {
            throw new ProblemException(
                    ProblemKind.STORAGE_LIMIT,
                    "%.0f %% of the heap is in use, 'corrsh.breakers.heap' allows %.0f %%: writes are refused until there is room; deletes and searches go on"
                            .formatted(100 * share, 100 * most));
        }
    }

    private synchronized void collectAtTimes() {
        long now = System.nanoTime();
        if (collected == null || now - collected >= COLLECT_EVERY) {
            collect.run();
            collected = System.nanoTime();
        }
    }
}
