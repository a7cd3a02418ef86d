package io.corrsh.service.storage;

import io.corrsh.index.HammingIndex;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the index can be read. */
@Component
final class IndexHealthIndicator extends AbstractHealthIndicator {

    private final HammingIndex index;

    IndexHealthIndicator(HammingIndex index) {
        super("The index cannot be read");
        this.index = index;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("documents", index.statistics().documents());
    }
}
