package io.corrsh.service.dedup;

import io.corrsh.index.Deadline;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.SearchStoppedException;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Lease;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A search for near duplicates, which runs once; what it found is kept until it is closed. Safe for use by several threads. */
final class DedupJob implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DedupJob.class);

    /** How far a job is. */
    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    private final String id;
    private final String collection;
    private final Lease lease;
    private final HammingIndex index;
    private final Runnable over;
    private final int maxDistance;
    private final @Nullable Filter filter;
    private final Instant created;
    private final Deadline deadline = Deadline.untilCancelled();
    private volatile State state = State.QUEUED;
    private volatile double progress;
    private volatile @Nullable Double tookMs;
    private volatile @Nullable String error;
    private @Nullable NearDuplicates found;

    DedupJob(String id, Collection collection, int maxDistance, @Nullable Filter filter, Instant created) {
        this.id = id;
        this.collection = collection.name();
        this.lease = collection.lend();
        this.index = lease.generation().index();
        this.over = collection.busy("the search for near duplicates " + id);
        this.maxDistance = maxDistance;
        this.filter = filter;
        this.created = created;
    }

    String id() {
        return id;
    }

    /** The name of the collection that is searched. */
    String collection() {
        return collection;
    }

    State state() {
        return state;
    }

    Instant created() {
        return created;
    }

    int maxDistance() {
        return maxDistance;
    }

    /** Does the work, in the caller's thread. */
    void run() {
        try {
            search();
        } finally {
            over.run();
        }
    }

    private void search() {
        if (deadline.passed()) {
            state = State.CANCELLED;
            return;
        }
        state = State.RUNNING;
        long started = System.nanoTime();
        try {
            NearDuplicates result = index.nearDuplicates(
                    new NearDuplicateQuery(maxDistance, filter, false, deadline, done -> progress = done));
            synchronized (this) {
                found = result;
            }
            tookMs = (System.nanoTime() - started) / 1e6;
            progress = 1;
            state = State.DONE;
        } catch (SearchStoppedException e) {
            state = State.CANCELLED;
        } catch (RuntimeException e) {
            LOG.error("The search for near duplicates failed", e);
            error = String.valueOf(e.getMessage());
            state = State.FAILED;
        }
    }

    /** Makes it stop soon, if it runs. */
    void cancel() {
        deadline.cancel();
    }

    /**
     * Reads what was found, one reader at a time.
     *
     * @throws ProblemException if the job is not done, or gone
     */
    synchronized <T> T read(Function<NearDuplicates, T> reading) {
        NearDuplicates result = found;
        if (result == null) {
            throw new ProblemException(
                    state == State.DONE ? ProblemKind.NOT_FOUND : ProblemKind.CONFLICT,
                    "The job '%s' is %s: there is no result to read".formatted(id, state.label()));
        }
        return reading.apply(result);
    }

    /** What was found within the distance asked for; {@code null} if nothing was, or it is gone. */
    synchronized @Nullable DedupReport report() {
        NearDuplicates result = found;
        return result == null ? null : DedupReport.of(result, maxDistance);
    }

    DedupReply reply(@Nullable DedupReport report) {
        return new DedupReply(
                index.space().model(),
                index.space().bits(),
                id,
                state.label(),
                progress,
                created,
                maxDistance,
                tookMs,
                error,
                report);
    }

    /** Waits for the reader, if there is one, and gives free what the job holds. */
    @Override
    public synchronized void close() {
        NearDuplicates result = found;
        found = null;
        if (result != null) {
            result.close();
        }
        lease.close();
        over.run();
    }
}
