package io.corrsh.service.security.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the requests that were turned away for their key. */
@Component
public final class KeyMetrics {

    private final Counter wrong;
    private final Counter throttled;

    KeyMetrics(MeterRegistry registry) {
        this.wrong = counter(registry, "wrong_key");
        this.throttled = counter(registry, "throttled");
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
