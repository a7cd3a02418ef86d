package io.corrsh.model.route;

import io.corrsh.model.encoder.BagEncoder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An encoder that is made only once it can pay: PyTorch takes seconds to load and to warm up, and its memory for as long as the
 * process lives, which is lost on a service that only searches. So it is made when as much time went into batches as it takes to
 * have it. Safe for use by several threads.
 */
final class LateEncoder {

    static final Duration WORK = Duration.ofSeconds(4);

    /** The smallest batch that counts: a call of PyTorch costs as much as a few documents in plain Java. */
    static final int SMALLEST_BATCH = 8;

    private static final Logger LOG = LoggerFactory.getLogger(LateEncoder.class);

    private final Supplier<BagEncoder> maker;
    private final LongAdder nanos = new LongAdder();
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile @Nullable Thread making;

    LateEncoder(Supplier<BagEncoder> maker) {
        this.maker = maker;
    }

    /** Notes what a batch took without this encoder; the one that fills the measure makes it, in a thread of its own. */
    void worked(int documents, long took, RoutingEncoder owner) {
        if (documents < SMALLEST_BATCH || due.get()) {
            return;
        }
        nanos.add(took);
        if (nanos.sum() >= WORK.toNanos() && due.compareAndSet(false, true)) {
            making = Thread.ofPlatform().name("corrsh-late-encoder").daemon().start(() -> make(owner));
        }
    }

    /** Ends the making, and waits for its end; none is begun afterwards. */
    void close() {
        due.set(true);
        Thread thread = making;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(RoutingEncoder owner) {
        try {
            owner.add(maker.get());
        } catch (RuntimeException e) {
            LOG.info("Texts are encoded in plain Java alone: {}", e.getMessage());
        }
    }
}
