package io.corrsh.service.metrics;

import io.corrsh.model.encoder.TextEncoder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** A constant 1 that says by its tags which model runs where. */
final class ModelInfoMetric implements MeterBinder {

    private final TextEncoder encoder;

    ModelInfoMetric(TextEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        String identity = encoder.model();
        int at = identity.lastIndexOf('@');
        Gauge.builder("corrsh.model.info", () -> 1)
                .description("The model that runs")
                .tag("name", identity.substring(0, at))
                .tag("sha", identity.substring(at + 1))
                .tag("bits", Integer.toString(encoder.bits()))
                .tag("device", encoder.device())
                .register(registry);
    }
}
