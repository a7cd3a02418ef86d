package io.corrsh.service.models;

import io.corrsh.model.encoder.TextEncoder;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the model answers. */
@Component
final class ModelHealthIndicator extends AbstractHealthIndicator {

    private final TextEncoder encoder;

    ModelHealthIndicator(TextEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("model", encoder.model()).withDetail("device", encoder.device());
    }
}
