package io.corrsh.service.metrics.encode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** The meters of models that come and go. */
public final class ModelCounters {

    private final MeterRegistry registry;
    private final Timer loaded;
    private final Counter failed;

    /**
     * Registers the meters.
     *
     * @param memory what knows how many bytes the weights of all models take
     * @param most how many they may
     */
    public <M> ModelCounters(MeterRegistry registry, M memory, ToLongFunction<M> used, long most) {
        this.registry = registry;
        Gauge.builder("corrsh.models.memory.used", memory, used::applyAsLong)
                .description("What the weights of all models take in memory")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("corrsh.models.memory.max", () -> most)
                .description("What the weights of all models may take")
                .baseUnit("bytes")
                .register(registry);
        this.loaded = Timer.builder("corrsh.model.load")
                .description("Time to load a model beside the default one")
                .register(registry);
        this.failed = Counter.builder("corrsh.model.load.failures")
                .description("Models that could not be loaded")
                .register(registry);
        unloads("idle");
        unloads("request");
    }

    public void loaded(long nanos) {
        loaded.record(nanos, TimeUnit.NANOSECONDS);
    }

    public void failed() {
        failed.increment();
    }

    /** Counts a model that was unloaded: {@code idle}, or by {@code request}. */
    public void unloaded(String reason) {
        unloads(reason).increment();
    }

    private Counter unloads(String reason) {
        return Counter.builder("corrsh.model.unloads")
                .description("Models that were unloaded")
                .tag("reason", reason)
                .register(registry);
    }
}
