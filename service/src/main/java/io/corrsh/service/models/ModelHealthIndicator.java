package io.corrsh.service.models;

import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.route.RoutingEncoder;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the model answers, and which of its encoders work. */
@Component
final class ModelHealthIndicator extends AbstractHealthIndicator {

    private final TextEncoder encoder;
    private final RoutingEncoder routes;

    ModelHealthIndicator(TextEncoder encoder, RoutingEncoder routes) {
        this.encoder = encoder;
        this.routes = routes;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        // With a failed device codes are as right as ever, only slower: no reason to send requests elsewhere.
        builder.up()
                .withDetail("model", encoder.model())
                .withDetail("device", encoder.device())
                .withDetail("encoders", routes.states());
    }
}
