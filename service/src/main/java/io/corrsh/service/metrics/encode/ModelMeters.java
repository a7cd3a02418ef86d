package io.corrsh.service.metrics.encode;

import io.corrsh.model.batch.BatchingTextEncoder;
import io.corrsh.model.route.EncoderState;
import io.corrsh.model.route.RoutingEncoder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What a model is, where its batches are encoded and what waits to be, read when it is asked for; gone when the model is closed. */
public final class ModelMeters implements AutoCloseable {

    private static final String PYTORCH = "pytorch";

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    /**
     * Registers the meters.
     *
     * @param name what requests call the model
     * @param capacity how many texts may wait
     * @param bytes what the weights take in memory
     * @param oldest how long the oldest call waits for its codes, in seconds
     */
    public ModelMeters(
            MeterRegistry registry,
            String name,
            BatchingTextEncoder encoder,
            RoutingEncoder routes,
            int capacity,
            long bytes,
            DoubleSupplier oldest) {
        this.registry = registry;
        this.tags = Tags.of("model", name);
        info(encoder);
        gauge("corrsh.model.bytes", "Bytes of the model's weights in memory", () -> bytes);
        gauge("corrsh.queue.size", "Texts that wait to be encoded", encoder::waiting);
        meters.add(Gauge.builder("corrsh.queue.oldest", oldest::getAsDouble)
                .description("How long the oldest call waits for its codes; 0 if none does")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry));
        gauge("corrsh.queue.capacity", "When so many texts wait, more are refused", () -> capacity);
        count(
                "corrsh.encode.recomputed.bits",
                "Bits that the fast encoders left to the reference",
                tags,
                routes,
                r -> r.recomputed().bits());
        count(
                "corrsh.encode.recomputed.documents",
                "Documents with such bits",
                tags,
                routes,
                r -> r.recomputed().documents());
        count(
                "corrsh.encode.fallbacks",
                "Batches that a device failed on, encoded in plain Java instead",
                tags,
                routes,
                r -> sum(r, EncoderState::failures));
        gauge(
                "corrsh.encode.failed.devices",
                "Devices that failed and are left alone, for a while or for good",
                () -> sum(routes, state -> state.working() ? 0 : 1));
        gauge(
                "corrsh.ndarrays.open",
                "Tensors held outside the heap between batches; it must not grow",
                routes::openTensors);
        batches(routes, "java", state -> state.device().contains(PYTORCH) ? 0 : state.batches());
        batches(routes, PYTORCH, state -> state.device().contains(PYTORCH) ? state.batches() : 0);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private void info(BatchingTextEncoder encoder) {
        String identity = encoder.model();
        int at = identity.lastIndexOf('@');
        meters.add(Gauge.builder("corrsh.model.info", () -> 1)
                .description("The models that run")
                .tags(tags)
                .tag("name", identity.substring(0, at))
                .tag("sha", identity.substring(at + 1))
                .tag("bits", Integer.toString(encoder.bits()))
                .tag("device", encoder.device())
                .register(registry));
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        meters.add(
                Gauge.builder(name, value).description(description).tags(tags).register(registry));
    }

    private void count(
            String name, String description, Tags all, RoutingEncoder routes, ToDoubleFunction<RoutingEncoder> value) {
        meters.add(FunctionCounter.builder(name, routes, value)
                .description(description)
                .tags(all)
                .register(registry));
    }

    private void batches(RoutingEncoder routes, String engine, ToLongFunction<EncoderState> value) {
        count(
                "corrsh.encode.batches",
                "Batches by what computed them; single texts of searches are computed by the reference",
                tags.and("engine", engine),
                routes,
                r -> sum(r, value));
    }

    private static long sum(RoutingEncoder routes, ToLongFunction<EncoderState> value) {
        return routes.states().stream().mapToLong(value).sum();
    }
}
