package io.corrsh.service.metrics.index;

import io.corrsh.index.lucene.IndexListener;
import io.corrsh.service.metrics.InFlight;
import io.corrsh.service.metrics.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How long commits, refreshes and merges of the index take. */
@Component
public final class IndexTimers implements IndexListener {

    private static final Logger LOG = LoggerFactory.getLogger(IndexTimers.class);

    private final Timer commit;
    private final Timer refresh;
    private final Timer merge;
    private final DistributionSummary changes;
    private final Counter failures;

    private final InFlight writing = new InFlight();
    private final RecentCodes recent;

    public IndexTimers(MeterRegistry registry, RecentCodes recent) {
        this.recent = recent;
        Gauge.builder("corrsh.index.commit.age", writing::oldestSeconds)
                .description("How long the oldest write waits to be durable and visible; 0 if none does")
                .baseUnit("seconds")
                .register(registry);
        this.commit = timer(registry, "corrsh.index.commit", "Time to write changes and sync them to disk");
        this.refresh = timer(registry, "corrsh.index.refresh", "Time until searches see a commit");
        this.merge = timer(registry, "corrsh.index.merge", "Time to merge segments, in the background");
        this.changes = DistributionSummary.builder("corrsh.index.commit.changes")
                .description("Changes that shared one commit")
                .serviceLevelObjectives(1, 4, 16, 64, 256, 1024, 4096)
                .register(registry);
        this.failures = Counter.builder("corrsh.index.commit.failures")
                .description("Commits that failed")
                .register(registry);
    }

    /** The writes that are under way, of all indexes. */
    InFlight writing() {
        return writing;
    }

    /** The codes of the documents that were written last, to all indexes. */
    RecentCodes recent() {
        return recent;
    }

    @Override
    public void onCommit(Duration took, int count) {
        commit.record(took);
        changes.record(count);
    }

    @Override
    public void onRefresh(Duration took) {
        refresh.record(took);
    }

    @Override
    public void onMerge(Duration took) {
        merge.record(took);
    }

    @Override
    public void onFailure(Throwable cause) {
        failures.increment();
        LOG.error("The index could not be written", cause);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timers.register(registry, name, description, Tags.empty(), Duration.ofMillis(1), Duration.ofSeconds(30));
    }
}
