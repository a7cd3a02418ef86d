package io.corrsh.service.models;

import io.corrsh.model.encoder.TextEncoder;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model lent to a request: it stays open until it is given back, even if it is unloaded meanwhile. */
public final class ModelLease implements AutoCloseable {

    private final LoadedModel model;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    ModelLease(LoadedModel model, Runnable giveBack) {
        this.model = model;
        this.giveBack = giveBack;
    }

    public LoadedModel model() {
        return model;
    }

    /** The model's encoder; it is the service's to close. */
    public TextEncoder encoder() {
        return model.encoder();
    }

    /** Gives the model back. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
