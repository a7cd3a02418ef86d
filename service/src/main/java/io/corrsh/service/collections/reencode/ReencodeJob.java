package io.corrsh.service.collections.reencode;

import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionFiles;
import io.corrsh.service.collections.CollectionRecord;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.GenerationOpener;
import io.corrsh.service.collections.GenerationRecord;
import io.corrsh.service.collections.Lease;
import io.corrsh.service.storage.UnusableIndexException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills the next generation of a collection and switches to it. Writes go on in the current one and are followed; the last
 * of them are copied while others wait, for the time of a batch, so that nothing acknowledged is missing. Runs once.
 */
final class ReencodeJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReencodeJob.class);

    /** With so few changes left, writers are made to wait. */
    private static final int FEW = 1000;

    private static final int ROUNDS = 50;
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);

    enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED,
        INTERRUPTED
    }

    /** What jobs need. */
    record Tools(
            CollectionFiles files,
            GenerationOpener opener,
            Breakers breakers,
            JsonMapper json,
            ReencodeMetrics metrics) {}

    private final Collection collection;
    private final GenerationRecord next;
    private final String from;
    private final Tools tools;
    private final Progress progress;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Runnable free;
    private volatile boolean cancelled;
    private volatile State state = State.RUNNING;
    private volatile @Nullable Double tookMs;
    private volatile @Nullable String error;

    /** A job for a collection whose record names its next generation. */
    ReencodeJob(Collection collection, Tools tools, Runnable free) {
        this.collection = collection;
        this.tools = tools;
        this.next = Objects.requireNonNull(collection.record().next());
        this.from = collection.record().current().model();
        this.progress = new Progress(tools.metrics());
        this.free = free;
    }

    State state() {
        return state;
    }

    /** How many documents are still to be looked at; none when it is over. */
    long pending() {
        return state == State.RUNNING ? progress.left() : 0;
    }

    JobState view() {
        boolean done = state == State.DONE;
        long total = Math.max(progress.total(), progress.done());
        double left = progress.secondsLeft();
        return new JobState(
                collection.name(),
                from,
                next.model(),
                next.bits(),
                state.name().toLowerCase(Locale.ROOT),
                total,
                progress.done(),
                done ? 1 : total == 0 ? 0 : Math.min(1, (double) progress.done() / total),
                state == State.RUNNING && !Double.isNaN(left) ? left : null,
                started,
                tookMs,
                error);
    }

    /** Has it stop soon; what was done is thrown away, or kept to go on after the next start. */
    void stop(boolean throwAway) {
        cancelled = throwAway;
        progress.stop();
    }

    void await() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does the work, in the caller's thread. */
    void run() {
        try {
            fill();
            state = State.DONE;
            LOG.info("The codes of collection '{}' are of model '{}' now", collection.name(), next.model());
        } catch (JobStoppedException e) {
            state = cancelled ? State.CANCELLED : State.INTERRUPTED;
            if (cancelled) {
                drop(collection, tools.files());
            }
        } catch (RuntimeException | InterruptedException e) {
            LOG.error("The change of the model of collection '{}' failed", collection.name(), e);
            error = String.valueOf(e.getMessage());
            state = State.FAILED;
            tools.metrics().failed();
        } finally {
            tookMs = (System.nanoTime() - startedNanos) / 1e6;
            free.run();
            over.countDown();
        }
    }

    /** Forgets the generation that was being filled. */
    static void drop(Collection collection, CollectionFiles files) {
        CollectionRecord record = collection.record();
        GenerationRecord next = record.next();
        if (next != null) {
            collection.update(known -> known.filling(null));
            if (!next.equals(record.previous())) {
                files.remove(next);
            }
        }
    }

    private void fill() throws InterruptedException {
        Generation target = open();
        boolean switched = false;
        ChangeLog log = new ChangeLog();
        try (Lease lease = collection.alone(() -> follow(log))) {
            Generation source = lease.generation();
            try {
                Copy copy = new Copy(
                        source.index(),
                        target.index(),
                        new Recoder(target.encoder(), tools.json()),
                        tools.breakers(),
                        progress);
                copy.all();
                for (int round = 0; log.size() > FEW && round < ROUNDS; round++) {
                    copy.changed(log.take());
                }
                GenerationRecord oldest = collection.record().previous();
                collection.alone(() -> finish(copy, log, target));
                switched = true;
                if (oldest != null && !oldest.equals(next)) {
                    tools.files().remove(oldest);
                }
            } finally {
                source.follow(null);
            }
        } finally {
            if (!switched) {
                target.letGo(() -> {});
            }
        }
    }

    private Lease follow(ChangeLog log) {
        Lease lease = collection.lend();
        lease.generation().follow(log::add);
        return lease;
    }

    private Generation finish(Copy copy, ChangeLog log, Generation target) {
        try {
            copy.changed(log.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobStoppedException();
        }
        progress.check();
        collection.replace(target, known -> known.switched(next, true), () -> {});
        return target;
    }

    /** A generation that was current may be read for a while yet, and is open as long. */
    private Generation open() throws InterruptedException {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (true) {
            try {
                return tools.opener().open(next);
            } catch (UnusableIndexException e) {
                if (!e.isLocked() || System.nanoTime() > deadline) {
                    throw e;
                }
                progress.check();
                Thread.sleep(Duration.ofMillis(50));
            }
        }
    }
}
