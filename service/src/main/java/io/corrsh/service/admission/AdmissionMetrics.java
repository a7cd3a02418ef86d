package io.corrsh.service.admission;

import io.corrsh.model.batch.FairLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts the requests that were sent away, and those that are being answered. */
@Component
final class AdmissionMetrics {

    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Timer> answers = new ConcurrentHashMap<>();
    private final Counter concurrency;
    private final Counter queue;
    private final Counter rate;
    private final Counter quota;

    AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.concurrency = counter("concurrency");
        this.queue = counter("queue");
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

    void queue() {
        queue.increment();
    }

    void rate() {
        rate.increment();
    }

    void quota() {
        quota.increment();
    }

    /** Counts a request that was sent away where Spring does not see it, as Spring counts those that it sees. */
    void answered(String method, long nanos) {
        answers.computeIfAbsent(KNOWN.contains(method) ? method : "UNKNOWN", this::answers)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer answers(String method) {
        Tags tags = Tags.of("error", "none", "exception", "none", "method", method);
        return registry.timer(
                "http.server.requests", tags.and("outcome", "CLIENT_ERROR", "status", "429", "uri", "UNKNOWN"));
    }

    private Counter counter(String reason) {
        return Counter.builder("corrsh.requests.refused")
                .description("Requests sent away before anything was done for them")
                .tag("reason", reason)
                .register(registry);
    }
}
