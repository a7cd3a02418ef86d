package io.corrsh.service.dedup;

import io.corrsh.index.Filter;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Dedup;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The jobs: one runs at a time, a few are kept for a while. Each holds a state of the index, with the disk space of
 * what was merged since, and at most 64 bytes of temporary files a document.
 */
@Component
final class DedupJobs implements DisposableBean {

    private final Breakers breakers;
    private final InstantSource clock;
    private final Dedup settings;
    private final Map<String, DedupJob> jobs = new LinkedHashMap<>();
    private volatile @Nullable DedupReport lastReport;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("corrsh-dedup").daemon().factory());

    DedupJobs(Breakers breakers, InstantSource clock, CorrshProperties properties, MeterRegistry registry) {
        this.breakers = breakers;
        this.clock = clock;
        this.settings = properties.dedup();
        Gauge.builder("corrsh.dedup.jobs", this, DedupJobs::size)
                .description("Searches for near duplicates that are kept")
                .register(registry);
        last(
                registry,
                "corrsh.dedup.groups",
                "Groups that the last search for near duplicates found",
                DedupReport::groups);
        last(
                registry,
                "corrsh.dedup.duplicate.ratio",
                "Share of the documents that could go if one of each group stays, by the last search",
                DedupReport::duplicateRatio);
    }

    private void last(MeterRegistry registry, String name, String description, ToDoubleFunction<DedupReport> value) {
        Gauge.builder(name, () -> {
                    DedupReport report = lastReport;
                    return report == null ? Double.NaN : value.applyAsDouble(report);
                })
                .description(description + "; NaN before")
                .register(registry);
    }

    /**
     * Puts a job into the queue.
     *
     * @throws ProblemException if there are too many that are not over, or too little disk
     */
    synchronized DedupJob start(Collection collection, int maxDistance, @Nullable Filter filter) {
        breakers.check();
        makeRoom();
        DedupJob job = new DedupJob(UUID.randomUUID().toString(), collection, maxDistance, filter, clock.instant());
        jobs.put(job.id(), job);
        worker.execute(() -> {
            job.run();
            DedupReport report = job.report();
            lastReport = report == null ? lastReport : report;
        });
        return job;
    }

    private void makeRoom() {
        forgetOld();
        if (jobs.size() >= settings.jobs()) {
            DedupJob oldest = jobs.values().stream()
                    .filter(job -> job.state().isOver())
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.TOO_MANY_REQUESTS,
                            "%d jobs wait or run, 'corrsh.dedup.jobs' allows no more".formatted(jobs.size())));
            forget(oldest);
        }
    }

    private void forgetOld() {
        for (DedupJob job : new ArrayList<>(jobs.values())) {
            if (job.state().isOver() && !job.created().plus(settings.keep()).isAfter(clock.instant())) {
                forget(job);
            }
        }
    }

    private void forget(DedupJob job) {
        jobs.remove(job.id());
        job.cancel();
        // Whoever reads it may take long.
        Thread.startVirtualThread(job::close);
    }

    private synchronized int size() {
        forgetOld();
        return jobs.size();
    }

    /** The jobs of a collection. */
    synchronized List<DedupJob> list(String collection) {
        forgetOld();
        return jobs.values().stream()
                .filter(job -> job.collection().equals(collection))
                .toList();
    }

    /**
     * A job.
     *
     * @throws ProblemException if there is none with this id
     */
    synchronized DedupJob get(String collection, String id) {
        forgetOld();
        DedupJob job = jobs.get(id);
        if (job == null || !job.collection().equals(collection)) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "There is no job '%s'".formatted(id));
        }
        return job;
    }

    /** Cancels a job, and forgets what it found. */
    synchronized void remove(String collection, String id) {
        DedupJob job = get(collection, id);
        jobs.remove(id);
        job.cancel();
        // A job that runs has to see that it is cancelled first, so this waits its turn behind it.
        worker.execute(job::close);
    }

    @Override
    public void destroy() {
        synchronized (this) {
            jobs.values().forEach(DedupJob::cancel);
        }
        worker.close();
        synchronized (this) {
            jobs.values().forEach(DedupJob::close);
            jobs.clear();
        }
    }
}
