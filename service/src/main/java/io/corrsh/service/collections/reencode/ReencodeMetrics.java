package io.corrsh.service.collections.reencode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** The meters of the changes of model. */
final class ReencodeMetrics {

    private final MeterRegistry registry;
    private final Counter documents;
    private final Counter failures;

    ReencodeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.documents = Counter.builder("corrsh.reencode.documents")
                .description("Documents whose codes were made anew by another model")
                .register(registry);
        this.failures = Counter.builder("corrsh.reencode.failures")
                .description("Changes of model that failed; the codes stayed those of the model before")
                .register(registry);
    }

    /** Shows how many jobs run, and how many documents they still have to look at. */
    void watch(ReencodeJobs jobs) {
        gauge(jobs, "running", "Collections whose codes are being made anew", ReencodeJobs::running);
        gauge(
                jobs,
                "pending.documents",
                "Documents that running changes of model still have to look at",
                ReencodeJobs::pending);
    }

    void encoded(int more) {
        documents.increment(more);
    }

    void failed() {
        failures.increment();
    }

    private void gauge(ReencodeJobs jobs, String name, String description, ToDoubleFunction<ReencodeJobs> value) {
        Gauge.builder("corrsh.reencode." + name, jobs, value)
                .description(description)
                .register(registry);
    }
}
