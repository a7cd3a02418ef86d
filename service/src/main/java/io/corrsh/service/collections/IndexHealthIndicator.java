package io.corrsh.service.collections;

import io.corrsh.index.HammingIndex;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the index can be read. */
@Component
final class IndexHealthIndicator extends AbstractHealthIndicator {

    private final CollectionRegistry collections;

    IndexHealthIndicator(CollectionRegistry collections) {
        super("The index cannot be read");
        this.collections = collections;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up()
                .withDetail(
                        "documents", collections.read(HammingIndex::statistics).documents());
    }
}
