package io.corrsh.service.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The work that has begun and not ended, to tell how long the oldest of it takes already. Safe for use by several threads. */
public final class InFlight {

    private final Set<Work> all = ConcurrentHashMap.newKeySet();

    /** Notes that some work begins; closing it notes its end. */
    public Work begin() {
        Work work = new Work(System.nanoTime());
        all.add(work);
        return work;
    }

    /** How long the oldest takes, in seconds; 0 if nothing is under way. */
    public double oldestSeconds() {
        long now = System.nanoTime();
        return all.stream().mapToLong(work -> now - work.began).max().orElse(0) / 1e9;
    }

    /** Some work under way. */
    public final class Work implements AutoCloseable {

        private final long began;

        private Work(long began) {
            this.began = began;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
