package io.corrsh.service.collections.reencode;

import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionFiles;
import io.corrsh.service.collections.CollectionRecord;
import io.corrsh.service.collections.CollectionRegistry;
import io.corrsh.service.collections.GenerationOpener;
import io.corrsh.service.collections.GenerationRecord;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The changes of model: at most one of each collection at a time. Those that a restart broke off go on by themselves. */
@Component
final class ReencodeJobs implements DisposableBean {

    private static final String CLAIM = "a change of its model";

    private final CollectionRegistry collections;
    private final ReencodeJob.Tools tools;
    private final Map<String, ReencodeJob> jobs = new HashMap<>();

    ReencodeJobs(
            CollectionRegistry collections,
            CollectionFiles files,
            GenerationOpener opener,
            Breakers breakers,
            JsonMapper json,
            MeterRegistry registry) {
        this.collections = collections;
        ReencodeMetrics metrics = new ReencodeMetrics(registry);
        metrics.watch(this);
        this.tools = new ReencodeJob.Tools(files, opener, breakers, json, metrics);
    }

    synchronized long running() {
        return jobs.values().stream()
                .filter(job -> job.state() == ReencodeJob.State.RUNNING)
                .count();
    }

    /** How many documents the jobs that run still have to look at. */
    synchronized long pending() {
        return jobs.values().stream().mapToLong(ReencodeJob::pending).sum();
    }

    @EventListener(ApplicationReadyEvent.class)
    synchronized void resume() {
        for (Collection collection : collections.all()) {
            if (collection.failure() == null && collection.record().next() != null) {
                run(collection, collection.claim(CLAIM));
            }
        }
    }

    /**
     * Begins to encode all documents by another model.
     *
     * @throws ProblemException if a job runs already, or the model is not there, or made the codes, or there is no room
     */
    synchronized JobState start(Collection collection, String model) {
        return begin(collection, () -> {
            CollectionRecord record = collection.record();
            GenerationRecord wanted = tools.opener().describe(tools.files().newGeneration(collection.name()), model);
            if (wanted.model().equals(record.current().model())) {
                throw new ProblemException(
                        ProblemKind.COLLECTION_CONFLICT,
                        "The codes of collection '%s' are of model '%s' already"
                                .formatted(collection.name(), wanted.model()));
            }
            GenerationRecord begun = record.next();
            boolean goOn = begun != null
                    && !begun.equals(record.previous())
                    && begun.model().equals(wanted.model());
            return goOn ? begun : wanted;
        });
    }

    /**
     * Begins to bring the generation before back. Documents that were written since are encoded by its model first.
     *
     * @throws ProblemException if a job runs already, or there is none before
     */
    synchronized JobState rollback(Collection collection) {
        return begin(collection, () -> previous(collection));
    }

    private JobState begin(Collection collection, Supplier<GenerationRecord> choose) {
        Runnable free = collection.claim(CLAIM);
        boolean begun = false;
        try {
            tools.breakers().check();
            GenerationRecord next = choose.get();
            if (!next.equals(collection.record().next())) {
                ReencodeJob.drop(collection, tools.files());
                collection.update(known -> known.filling(next));
            }
            JobState state = run(collection, free).view();
            begun = true;
            return state;
        } finally {
            if (!begun) {
                free.run();
            }
        }
    }

    /** Removes the generation before. */
    synchronized void forgetPrevious(Collection collection) {
        Runnable free = collection.claim("the removal of the generation before");
        try {
            GenerationRecord previous = previous(collection);
            ReencodeJob.drop(collection, tools.files());
            collection.update(CollectionRecord::forgotten);
            tools.files().remove(previous);
        } finally {
            free.run();
        }
    }

    private static GenerationRecord previous(Collection collection) {
        GenerationRecord previous = collection.record().previous();
        if (previous == null) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    "The collection '%s' has no generation before this one".formatted(collection.name()));
        }
        return previous;
    }

    /** The last job of a collection since the start. */
    synchronized JobState get(Collection collection) {
        ReencodeJob job = jobs.get(collection.name());
        if (job == null) {
            throw none(collection);
        }
        return job.view();
    }

    /** Ends a collection's job and throws away what it has done, or forgets one that is over. */
    void cancel(Collection collection) {
        @Nullable ReencodeJob job;
        synchronized (this) {
            job = jobs.get(collection.name());
        }
        if (job == null) {
            throw none(collection);
        }
        job.stop(true);
        job.await();
        synchronized (this) {
            if (job.state() == ReencodeJob.State.FAILED) {
                ReencodeJob.drop(collection, tools.files());
            }
            if (job.state() != ReencodeJob.State.CANCELLED) {
                jobs.remove(collection.name(), job);
            }
        }
    }

    private static ProblemException none(Collection collection) {
        return new ProblemException(
                ProblemKind.NOT_FOUND,
                "The model of collection '%s' was not changed since the service started".formatted(collection.name()));
    }

    private ReencodeJob run(Collection collection, Runnable free) {
        ReencodeJob job = new ReencodeJob(collection, tools, free);
        jobs.put(collection.name(), job);
        Thread.ofPlatform().name("corrsh-reencode").daemon().start(job::run);
        return job;
    }

    @Override
    public void destroy() {
        List<ReencodeJob> running;
        synchronized (this) {
            running = List.copyOf(jobs.values());
        }
        running.forEach(job -> job.stop(false));
        running.forEach(ReencodeJob::await);
    }
}
