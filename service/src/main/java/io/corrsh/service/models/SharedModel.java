package io.corrsh.service.models;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A model and how many use it: its slot, and each request that it is lent to. The last to let go of it closes it. */
final class SharedModel {

    private final LoadedModel model;
    private final LongSupplier clock;
    private final Executor closer;
    private final Runnable afterClose;
    private int users = 1;
    private long lastUsed;

    /**
     * A model that its slot holds.
     *
     * @param clock nanoseconds
     * @param closer closes the model when a request was the last to use it, which need not wait for that
     * @param afterClose what is to be done when it is closed
     */
    SharedModel(LoadedModel model, LongSupplier clock, Executor closer, Runnable afterClose) {
        this.model = model;
        this.clock = clock;
        this.closer = closer;
        this.afterClose = afterClose;
        this.lastUsed = clock.getAsLong();
    }

    LoadedModel model() {
        return model;
    }

    /** Lends the model; null if its slot has let go of it. */
    synchronized @Nullable ModelLease lend() {
        if (users == 0) {
            return null;
        }
        users++;
        lastUsed = clock.getAsLong();
        return new ModelLease(model, this::giveBack);
    }

    /** How many requests use it. */
    synchronized int requests() {
        return Math.max(0, users - 1);
    }

    synchronized long idleNanos() {
        return users > 1 ? 0 : clock.getAsLong() - lastUsed;
    }

    /** The slot lets go of it: it is closed now, or after the last request. Gives back false if a request keeps it. */
    boolean letGo() {
        if (leave()) {
            close();
            return true;
        }
        return false;
    }

    /** The slot lets go of it if no request uses it, and none has for so long. */
    boolean letGoIfIdle(long nanos) {
        synchronized (this) {
            if (users > 1 || clock.getAsLong() - lastUsed < nanos) {
                return false;
            }
            users = 0;
        }
        close();
        return true;
    }

    private void giveBack() {
        if (leave()) {
            closer.execute(this::close);
        }
    }

    private synchronized boolean leave() {
        users--;
        lastUsed = clock.getAsLong();
        return users == 0;
    }

    private void close() {
        try {
            model.close();
        } finally {
            afterClose.run();
        }
    }
}
