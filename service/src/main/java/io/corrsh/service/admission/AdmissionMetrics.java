package io.corrsh.service.admission;

import io.corrsh.model.batch.FairLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the requests that were sent away, and those that are being answered. */
@Component
final class AdmissionMetrics {

    private final MeterRegistry registry;
    private final Counter concurrency;
    private final Counter rate;
    private final Counter quota;

    AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.concurrency = counter("concurrency");
        this.rate = counter("rate");
        this.quota = counter("quota");
    }

    void watch(FairLimit seats) {
        Gauge.builder("corrsh.requests.in.flight", seats, FairLimit::total)
                .description("Requests that have texts encoded, or are being answered after that")
                .register(registry);
    }

    void concurrency() {
        concurrency.increment();
    }

    void rate() {
        rate.increment();
    }

    void quota() {
        quota.increment();
    }

    private Counter counter(String reason) {
        return Counter.builder("corrsh.requests.refused")
                .description("Requests sent away before anything was done for them")
                .tag("reason", reason)
                .register(registry);
    }
}
