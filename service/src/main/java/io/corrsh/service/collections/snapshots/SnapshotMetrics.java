package io.corrsh.service.collections.snapshots;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of making or of restoring snapshots. */
final class SnapshotMetrics {

    private final Counter done;
    private final Counter failures;
    private final Timer time;

    /**
     * Registers the meters.
     *
     * @param op make or restore
     */
    SnapshotMetrics(MeterRegistry registry, String op, String outcome) {
        this.done = Counter.builder("corrsh.snapshots." + outcome)
                .description("Snapshots that were " + outcome)
                .register(registry);
        this.failures = Counter.builder("corrsh.snapshots.failures")
                .description("Snapshots that could not be made, or could not be restored")
                .tag("op", op)
                .register(registry);
        this.time = Timer.builder("corrsh.snapshots")
                .description("Time to make or to restore a snapshot")
                .tag("op", op)
                .register(registry);
    }

    /** Does the work, takes its time and counts how it ended. */
    <T> T measure(Supplier<T> work) {
        long started = System.nanoTime();
        try {
            T result = work.get();
            time.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
            done.increment();
            return result;
        } catch (RuntimeException e) {
            failures.increment();
            throw e;
        }
    }
}
