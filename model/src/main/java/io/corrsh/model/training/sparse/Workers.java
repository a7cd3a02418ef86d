package io.corrsh.model.training.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads which share loops over ranges. The caller is one of them. To be used by one thread at a
 * time, and closed by its owner.
 */
public final class Workers implements AutoCloseable {

    /** Part of a loop: the indices from {@code from} to {@code to}, exclusive. */
    @FunctionalInterface
    public interface Range {
        void run(int from, int to);
    }

    private final int threads;
    private final ExecutorService executor;

    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("'threads' must be at least 1, got " + threads);
        }
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "corrsh-training-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /** Runs the loop from 0 to {@code size} in one even share a thread, and returns when all of it is done. */
    public void forEach(int size, Range range) {
        forEach(size, Math.ceilDiv(Math.max(size, 1), threads), range);
    }

    /**
     * Runs the loop from 0 to {@code size} in pieces of {@code piece} indices which the threads take one after the
     * other, and returns when all of it is done. An exception of any piece is thrown here, after all threads stopped.
     */
    public void forEach(int size, int piece, Range range) {
        if (threads == 1 || size <= piece) {
            for (int from = 0; from < size; from += piece) {
                range.run(from, Math.min(size, from + piece));
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        int pieces = Math.ceilDiv(size, piece);
        Runnable share = () -> {
            for (int p = next.getAndIncrement(); p < pieces; p = next.getAndIncrement()) {
                range.run(p * piece, Math.min(size, (p + 1) * piece));
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(executor.submit(share));
        }
        try {
            share.run();
        } finally {
            // A failed share leaves the rest of the pieces to nobody: stop the others before the exception leaves.
            next.set(pieces);
            others.forEach(Workers::join);
        }
    }

    private static void join(Future<?> share) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    share.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // the loop's arrays are shared: it must end before the caller goes on
                } catch (ExecutionException e) {
                    throw new IllegalStateException("A training thread failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
