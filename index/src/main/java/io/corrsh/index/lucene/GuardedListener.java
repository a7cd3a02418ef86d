package io.corrsh.index.lucene;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Keeps the failures of a listener from becoming those of the index. */
record GuardedListener(IndexListener listener) implements IndexListener {

    private static final Logger LOGGER = System.getLogger(GuardedListener.class.getName());

    @Override
    public void onCommit(Duration took, int changes) {
        guard(() -> listener.onCommit(took, changes));
    }

    @Override
    public void onRefresh(Duration took) {
        guard(() -> listener.onRefresh(took));
    }

    @Override
    public void onMerge(Duration took) {
        guard(() -> listener.onMerge(took));
    }

    @Override
    public void onFailure(Throwable cause) {
        guard(() -> listener.onFailure(cause));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "an index listener failed", e);
        }
    }
}
