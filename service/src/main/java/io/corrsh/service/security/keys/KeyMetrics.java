package io.corrsh.service.security.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the requests that were turned away for their key. */
@Component
public final class KeyMetrics {

    private final Counter wrong;
    private final Counter throttled;
    private volatile @Nullable ApiKeys watched;

    KeyMetrics(MeterRegistry registry) {
        this.wrong = counter(registry, "wrong_key");
        this.throttled = counter(registry, "throttled");
        gauge(registry, "corrsh.auth.keys", "API keys that may be used now", ApiKeys::valid);
        gauge(
                registry,
                "corrsh.auth.keys.unreadable",
                "1 while the file of API keys cannot be read, and the keys stay as they were",
                keys -> keys.isStale() ? 1 : 0);
    }

    /** Tells of the keys of a file. */
    public void watch(ApiKeys keys) {
        watched = keys;
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<ApiKeys> value) {
        Gauge.builder(name, () -> {
                    ApiKeys keys = watched;
                    return keys == null ? 0 : value.applyAsDouble(keys);
                })
                .description(description)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String reason) {
        return Counter.builder("corrsh.auth.failures")
                .description("Requests turned away for their key")
                .tag("reason", reason)
                .register(registry);
    }

    void wrongKey() {
        wrong.increment();
    }

    void throttled() {
        throttled.increment();
    }
}
