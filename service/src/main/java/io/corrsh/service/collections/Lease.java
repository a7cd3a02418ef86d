package io.corrsh.service.collections;

import java.util.concurrent.atomic.AtomicBoolean;

/** A generation lent to a reader: it stays open until it is given back, even if another has taken its place. */
public final class Lease implements AutoCloseable {

    private final Generation generation;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Generation generation) {
        this.generation = generation;
    }

    public Generation generation() {
        return generation;
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            generation.giveBack();
        }
    }
}
