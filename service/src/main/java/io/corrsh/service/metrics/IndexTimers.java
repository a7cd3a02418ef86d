package io.corrsh.service.metrics;

import io.corrsh.index.lucene.IndexListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How long commits and refreshes of the index take. */
@Component
public final class IndexTimers implements IndexListener {

    private static final Logger LOG = LoggerFactory.getLogger(IndexTimers.class);

    private final Timer commit;
    private final Timer refresh;
    private final DistributionSummary changes;
    private final Counter failures;

    public IndexTimers(MeterRegistry registry) {
        this.commit = timer(registry, "corrsh.index.commit", "Time to write changes and sync them to disk");
        this.refresh = timer(registry, "corrsh.index.refresh", "Time until searches see a commit");
        this.changes = DistributionSummary.builder("corrsh.index.commit.changes")
                .description("Changes that shared one commit")
                .serviceLevelObjectives(1, 4, 16, 64, 256, 1024, 4096)
                .register(registry);
        this.failures = Counter.builder("corrsh.index.commit.failures")
                .description("Commits that failed")
                .register(registry);
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
    public void onFailure(Throwable cause) {
        failures.increment();
        LOG.error("The index could not be written", cause);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timers.register(registry, name, description, Tags.empty(), Duration.ofMillis(1), Duration.ofSeconds(30));
    }
}
