package io.corrsh.service.metrics;

import io.corrsh.model.batch.BatchingTextEncoder;
import io.corrsh.model.route.EncoderState;
import io.corrsh.model.route.RoutingEncoder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** Where batches are encoded and what waits to be, read when it is asked for. */
public final class EncoderGauges implements MeterBinder {

    private static final String PYTORCH = "pytorch";

    private final BatchingTextEncoder encoder;
    private final RoutingEncoder routes;
    private final int capacity;

    public EncoderGauges(BatchingTextEncoder encoder, RoutingEncoder routes, int capacity) {
        this.encoder = encoder;
        this.routes = routes;
        this.capacity = capacity;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("corrsh.queue.size", encoder, BatchingTextEncoder::waiting)
                .description("Texts that wait to be encoded")
                .register(registry);
        Gauge.builder("corrsh.queue.capacity", () -> capacity)
                .description("When so many texts wait, more are refused")
                .register(registry);
        FunctionCounter.builder(
                        "corrsh.encode.recomputed.bits",
                        routes,
                        e -> e.recomputed().bits())
                .description("Bits that the fast encoders left to the reference")
                .register(registry);
        FunctionCounter.builder(
                        "corrsh.encode.recomputed.documents",
                        routes,
                        e -> e.recomputed().documents())
                .description("Documents with such bits")
                .register(registry);
        FunctionCounter.builder("corrsh.encode.fallbacks", routes, e -> sum(e, EncoderState::failures))
                .description("Batches that a device failed on, encoded in plain Java instead")
                .register(registry);
        Gauge.builder("corrsh.encode.failed.devices", routes, e -> sum(e, state -> state.working() ? 0 : 1))
                .description("Devices that failed and are left alone, for a while or for good")
                .register(registry);
        Gauge.builder("corrsh.ndarrays.open", routes, RoutingEncoder::openTensors)
                .description("Tensors held outside the heap between batches; it must not grow")
                .register(registry);
        batches(registry, "java", state -> state.device().contains(PYTORCH) ? 0 : state.batches());
        batches(registry, PYTORCH, state -> state.device().contains(PYTORCH) ? state.batches() : 0);
    }

    private void batches(MeterRegistry registry, String engine, ToLongFunction<EncoderState> count) {
        FunctionCounter.builder("corrsh.encode.batches", routes, e -> sum(e, count))
                .description("Batches by what computed them; single texts of searches are computed by the reference")
                .tag("engine", engine)
                .register(registry);
    }

    private static double sum(RoutingEncoder routes, ToLongFunction<EncoderState> value) {
        return routes.states().stream().mapToLong(value).sum();
    }
}
