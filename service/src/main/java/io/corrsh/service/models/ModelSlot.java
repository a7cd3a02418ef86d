package io.corrsh.service.models;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.service.metrics.encode.ModelCounters;
import io.corrsh.service.models.ModelState.Status;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of a model: it is loaded here when a request needs it, and unloaded when none has for long. */
final class ModelSlot {

    /** A bundle that could not be loaded is not tried again sooner than this. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

    private final ServedModel served;
    private final ModelLoader loader;
    private final WeightMemory memory;
    private final ModelCounters counters;
    private final LongSupplier clock;
    private final Executor closer;
    private final Instant added = Instant.now();
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable SharedModel shared;
    private volatile @Nullable String identity;
    private volatile @Nullable String failure;
    private volatile boolean gone;
    private long failedAt; // guarded by loading

    ModelSlot(
            ServedModel served,
            ModelLoader loader,
            WeightMemory memory,
            ModelCounters counters,
            LongSupplier clock,
            Executor closer) {
        this.served = served;
        this.loader = loader;
        this.memory = memory;
        this.counters = counters;
        this.clock = clock;
        this.closer = closer;
    }

    ServedModel served() {
        return served;
    }

    /** The identity of the model when it was loaded last; null before that. */
    @Nullable
    String identity() {
        return identity;
    }

    /**
     * Lends the model, which is loaded if it is not.
     *
     * @return null if the slot was taken away meanwhile
     * @throws ProblemException if the model cannot be loaded
     */
    @Nullable
    ModelLease lend() {
        while (true) {
            SharedModel current = shared;
            ModelLease lease = current == null ? null : current.lend();
            if (lease != null) {
                return lease;
            }
            loading.lock();
            try {
                if (gone) {
                    return null;
                }
                // One that was let go of is not here any more once the lock is held.
                if (shared == null) {
                    load();
                }
            } finally {
                loading.unlock();
            }
        }
    }

    /** Whether texts for it would be refused now. */
    boolean isFull(String caller) {
        SharedModel current = shared;
        return current != null && current.model().room().refusal(caller) != null;
    }

    /** Unloads the model if no request has used it for its time. */
    void unloadIfIdle() {
        SharedModel current = shared;
        long idle = served.idle().toNanos();
        if (current == null || idle == 0 || current.idleNanos() < idle || !loading.tryLock()) {
            return;
        }
        try {
            if (shared == current && current.letGoIfIdle(idle)) {
                shared = null;
                counters.unloaded("idle");
                LOG.info("The model '{}' is unloaded: no request has used it for {}", served.name(), served.idle());
            }
        } finally {
            loading.unlock();
        }
    }

    /** Takes the slot away; requests that use the model finish. */
    void remove() {
        loading.lock();
        try {
            gone = true;
            SharedModel current = shared;
            shared = null;
            if (current != null) {
                boolean closed = current.letGo();
                counters.unloaded("request");
                LOG.info(
                        "The model '{}' is unloaded{}", served.name(), closed ? "" : " after the requests that use it");
            }
        } finally {
            loading.unlock();
        }
    }

    ModelState state() {
        SharedModel current = shared;
        String failed = failure;
        Status status = loading.isLocked() && current == null
                ? Status.LOADING
                : current != null ? Status.LOADED : failed != null ? Status.FAILED : Status.UNLOADED;
        return ModelState.of(served, status, identity, added, current, status == Status.FAILED ? failed : null);
    }

    private void load() {
        long now = clock.getAsLong();
        if (failure != null && now - failedAt < RETRY.toNanos()) {
            throw unavailable(String.valueOf(failure));
        }
        long started = System.nanoTime();
        try {
            long bytes = WeightMemory.bytes(ModelBundle.sizes(served.path()));
            memory.reserve(served.name(), bytes);
            LoadedModel model = open(bytes);
            identity = model.bundle().identity();
            failure = null;
            shared = new SharedModel(model, clock, closer, () -> memory.release(bytes));
            counters.loaded(System.nanoTime() - started);
            LOG.info("The model '{}' is loaded: {}", served.name(), identity);
        } catch (ProblemException e) {
            counters.failed();
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = e instanceof OutOfMemoryError ? "It does not fit into memory" : String.valueOf(e.getMessage());
            failedAt = clock.getAsLong();
            counters.failed();
            LOG.error("The model '{}' cannot be loaded", served.name(), e);
            throw unavailable(String.valueOf(failure));
        }
    }

    private LoadedModel open(long bytes) throws IOException {
        boolean opened = false;
        try {
            LoadedModel model = loader.load(served.name(), ModelBundle.load(served.path()), served.device());
            opened = true;
            return model;
        } finally {
            if (!opened) {
                memory.release(bytes);
            }
        }
    }

    private ProblemException unavailable(String reason) {
        return new ProblemException(
                ProblemKind.MODEL_UNAVAILABLE,
                "The model '%s' cannot be loaded: %s".formatted(served.name(), reason),
                RETRY);
    }
}
