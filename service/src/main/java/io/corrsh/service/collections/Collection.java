package io.corrsh.service.collections;

import io.corrsh.index.CodeSpace;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A named set of documents. Readers get the generation that is current when they ask, and keep it; another takes its place in
 * one step, between two writes. Safe for use by several threads.
 */
public final class Collection {

    private final CollectionFiles files;
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final Object recording = new Object();
    private final Set<String> jobs = new TreeSet<>(); // guarded by itself
    private @Nullable String claimed; // guarded by jobs
    private volatile CollectionRecord record;
    private volatile @Nullable Generation current;
    private volatile @Nullable String failure;

    /** A collection that is open. */
    Collection(CollectionFiles files, CollectionRecord record, Generation current) {
        this.files = files;
        this.record = record;
        this.current = current;
    }

    /** A collection that cannot be opened, to be told of and removed. */
    Collection(CollectionFiles files, CollectionRecord record, String failure) {
        this.files = files;
        this.record = record;
        this.failure = failure;
    }

    public String name() {
        return record.name();
    }

    /** Where it is found in URLs: the default collection at the root. */
    public String path() {
        return name().equals(CollectionRegistry.DEFAULT) ? "" : "/collections/" + name();
    }

    /** The codes of its current generation. */
    public CodeSpace space() {
        return generation().index().space();
    }

    public CollectionRecord record() {
        return record;
    }

    /** What requests mean where they do not say it. */
    public CollectionSettings settings() {
        return Objects.requireNonNullElse(record.settings(), CollectionSettings.NONE);
    }

    /**
     * Takes other settings, for all requests from now on.
     *
     * @throws ProblemException if one of them breaks its rule, or the collection is gone
     */
    public void set(CollectionSettings settings) {
        settings.check(space().bits());
        update(known -> known.set(settings));
    }

    Instant created() {
        return record.created();
    }

    /** Why it cannot be used; {@code null} if it can. */
    public @Nullable String failure() {
        return failure;
    }

    /**
     * Lends the current generation to a reader.
     *
     * @throws ProblemException if the collection is gone, or cannot be used
     */
    public Lease lend() {
        while (true) {
            Generation generation = generation();
            Lease lease = generation.lend();
            if (lease != null) {
                return lease;
            }
        }
    }

    /**
     * Runs a write on the current generation, which stays the current one meanwhile.
     *
     * @throws ProblemException if the collection is gone, or cannot be used
     */
    public <T> T write(Function<Generation, T> write) {
        gate.readLock().lock();
        try {
            return write.apply(generation());
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Runs something while nobody writes. */
    public <T> T alone(Supplier<T> work) {
        gate.writeLock().lock();
        try {
            return work.get();
        } finally {
            gate.writeLock().unlock();
        }
    }

    /**
     * Marks the collection as used by a job, so that it is not deleted.
     *
     * @param what the job, for people
     * @return ends the use
     */
    public Runnable busy(String what) {
        synchronized (jobs) {
            jobs.add(what);
        }
        return () -> {
            synchronized (jobs) {
                jobs.remove(what);
            }
        };
    }

    /**
     * Marks the collection as used by a job that replaces its generation, of which there is one at a time.
     *
     * @param what the job, for people
     * @return ends the use
     * @throws ProblemException if there is such a job
     */
    public Runnable claim(String what) {
        synchronized (jobs) {
            if (claimed != null) {
                throw new ProblemException(
                        ProblemKind.COLLECTION_CONFLICT,
                        "The collection '%s' is busy with %s already".formatted(name(), claimed));
            }
            claimed = what;
            jobs.add(what);
        }
        return () -> {
            synchronized (jobs) {
                claimed = null;
                jobs.remove(what);
            }
        };
    }

    /** The jobs that use it now. */
    public Set<String> jobs() {
        synchronized (jobs) {
            return Set.copyOf(jobs);
        }
    }

    /** Makes another record of the one that holds, makes it durable and takes it. */
    public void update(UnaryOperator<CollectionRecord> change) {
        synchronized (recording) {
            // A deleted collection must not come back.
            generation();
            CollectionRecord next = change.apply(record);
            try {
                files.write(next);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the record of collection '%s'".formatted(name()), e);
            }
            record = next;
        }
    }

    /** Puts another generation in the place of the current one. For use within {@link #alone}. */
    public void replace(Generation next, UnaryOperator<CollectionRecord> change, Runnable whenUnused) {
        Generation old = generation();
        update(change);
        current = next;
        old.follow(null);
        old.letGo(whenUnused);
    }

    /** Ends it for ever; gives back what is to be closed, if it was open. */
    @Nullable
    Generation end() {
        return alone(() -> {
            Generation last = current;
            current = null;
            failure = null;
            return last;
        });
    }

    private Generation generation() {
        Generation generation = current;
        if (generation != null) {
            return generation;
        }
        String reason = failure;
        throw reason == null
                ? new ProblemException(ProblemKind.NOT_FOUND, "The collection '%s' is deleted".formatted(name()))
                : new ProblemException(
                        ProblemKind.COLLECTION_UNAVAILABLE,
                        "The collection '%s' cannot be opened: %s".formatted(name(), reason));
    }
}
