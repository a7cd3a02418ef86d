package io.corrsh.model.training.progress;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The request to end a training early, by an interrupt of its thread or by the end of the process. The process waits
 * until the training has left the native library, which crashes when it is torn down at work.
 */
public final class Stop implements AutoCloseable {

    private static final long SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitEnd, "corrsh-training-stop");
    private volatile boolean requested;

    /** Hears of a request from now on, until closed. */
    public Stop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitEnd() {
        requested = true;
        try {
            ended.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the training should end now. */
    public boolean isRequested() {
        return requested || Thread.currentThread().isInterrupted();
    }

    /** Leaves by an exception if the training should end now. */
    public void check() throws InterruptedException {
        if (isRequested()) {
            throw new InterruptedException("The training was stopped");
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, the hook is at work
        }
    }
}
