package io.corrsh.service.models;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the default model answers, how the others do, and which devices failed. */
@Component
final class ModelHealthIndicator extends AbstractHealthIndicator {

    private final ModelRegistry models;

    ModelHealthIndicator(ModelRegistry models) {
        this.models = models;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        // With a failed device codes are as right as ever, only slower: no reason to send requests elsewhere.
        builder.up();
        for (ModelState model : models.states()) {
            builder.withDetail(model.name(), model);
        }
    }
}
