package io.corrsh.index.lucene;

import io.corrsh.index.IndexWriteException;
import io.corrsh.index.lucene.document.PreparedChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commits the changes of all callers in groups: while one commit is synced, the next group gathers. A thread of its own
 * writes, because an interrupt of the writing thread would close Lucene's files.
 */
final class CommitLoop implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(2);

    private final DurableWriter writer;
    private final Refresh refresh;
    private final IndexListener listener;
    private final String name;
    private final BlockingQueue<Batch> queue;
    private final Thread thread;
    private final AtomicLong pending = new AtomicLong();
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Takes the writer over: it is closed with this. */
    CommitLoop(DurableWriter writer, Refresh refresh, LuceneIndexOptions options, IndexListener listener, String name) {
        this.writer = writer;
        this.refresh = refresh;
        this.listener = listener;
        this.name = name;
        this.queue = new ArrayBlockingQueue<>(options.pendingBatches());
        this.thread = Thread.ofPlatform().name("corrsh-index-commit").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes searches see the last commit. */
    @FunctionalInterface
    interface Refresh {
        void run() throws IOException;
    }

    /** Something to do with the writer between two commits. */
    @FunctionalInterface
    interface Work {
        void run(DurableWriter writer) throws IOException;
    }

    private record Batch(Work work, int changes, CompletableFuture<Void> done) {}

    /** Applies changes and waits until they are durable and visible. */
    void apply(List<PreparedChange> changes) {
        submit(writer -> writer.write(changes), changes.size());
    }

    /** Has files deleted that nobody needs any more, without waiting for it. */
    void tidy() {
        // If the queue is full, commits are to come, and they tidy up too.
        queue.offer(new Batch(writer -> {}, 0, new CompletableFuture<>()));
    }

    /** Does some work and commits it; it counts as so many changes. */
    void submit(Work work, int changes) {
        Batch batch = new Batch(work, changes, new CompletableFuture<>());
        if (closing) {
            throw closed();
        }
        pending.addAndGet(changes);
        try {
            enqueue(batch);
            await(batch);
        } finally {
            pending.addAndGet(-changes);
        }
    }

    private void enqueue(Batch batch) {
        try {
            queue.put(batch);
        } catch (InterruptedException e) {
            throw interrupted("not applied", e);
        }
        // The loop may have ended meanwhile: then nobody else will take it out.
        if (stopped && queue.remove(batch)) {
            throw closed();
        }
    }

    private void await(Batch batch) {
        try {
            batch.done.get();
        } catch (InterruptedException e) {
            throw interrupted(queue.remove(batch) ? "not applied" : "perhaps applied", e);
        } catch (ExecutionException e) {
            throw failure(batch.changes, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private IndexWriteException interrupted(String fate, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IndexWriteException(
                "interrupted while waiting for the index at '%s'; the changes are %s".formatted(name, fate), cause);
    }

    private IndexWriteException closed() {
        String message = "the index at '%s' is closed".formatted(name);
        return new IndexWriteException(message, new IllegalStateException(message));
    }

    private IndexWriteException failure(int changes, Throwable cause) {
        if (cause instanceof NotVisibleException) {
            return new IndexWriteException(
                    "%d changes to the index at '%s' are durable but not visible: %s"
                            .formatted(changes, name, cause.getMessage()),
                    cause);
        }
        return new IndexWriteException(
                "cannot write %d changes to the index at '%s': %s".formatted(changes, name, cause), cause);
    }

    /** The number of changes that callers wait for. */
    long pending() {
        return pending.get();
    }

    private void run() {
        List<Batch> group = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Batch first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group);
                } else if (!writer.hasUncommitted()) {
                    continue;
                }
                commit(group);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread; its end is asked for by `closing`.
            } finally {
                group.clear();
            }
        }
        if (writer.hasUncommitted()) {
            commit(group); // merges
        }
        stopped = true;
        queue.drainTo(group);
        group.forEach(batch -> batch.done.completeExceptionally(closed()));
    }

    /** Commits a group, and tells its callers how it went. No failure may end the loop. */
    private void commit(List<Batch> group) {
        Throwable failure = null;
        try {
            long start = System.nanoTime();
            int changes = 0;
            for (Batch batch : group) {
                batch.work.run(writer);
                changes += batch.changes;
            }
            writer.commit();
            listener.onCommit(Duration.ofNanos(System.nanoTime() - start), changes);
        } catch (Throwable t) {
            failure = t;
            writer.rollback();
            listener.onFailure(t);
        }
        if (failure == null) {
            try {
                long start = System.nanoTime();
                refresh.run();
                listener.onRefresh(Duration.ofNanos(System.nanoTime() - start));
            } catch (Throwable t) {
                failure = new NotVisibleException(t);
                listener.onFailure(t);
            }
        }
        for (Batch batch : group) {
            if (failure == null) {
                batch.done.complete(null);
            } else {
                batch.done.completeExceptionally(failure);
            }
        }
    }

    /** Commits what was handed in before, then ends the thread and closes the writer. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        // Wakes the loop; if the queue is full it is awake.
        queue.offer(new Batch(writer -> {}, 0, new CompletableFuture<>()));
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        writer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class NotVisibleException extends Exception {
        private static final long serialVersionUID = 1L;

        NotVisibleException(Throwable cause) {
            super(cause);
        }
    }
}
