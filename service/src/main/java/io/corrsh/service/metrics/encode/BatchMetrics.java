package io.corrsh.service.metrics.encode;

import io.corrsh.model.batch.BatchListener;
import io.corrsh.model.batch.EncodeRefusedException.Reason;
import io.corrsh.service.metrics.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** The meters of the batches: where the time goes, how large they are, what was refused. */
public final class BatchMetrics implements BatchListener {

    private static final int LARGEST = 4096;
    private static final int MOST_TOKENS = 1 << 20;

    private final Timer queue;
    private final Timer analysis;
    private final Timer network;
    private final DistributionSummary texts;
    private final DistributionSummary tokens;
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

    public BatchMetrics(MeterRegistry registry) {
        this.queue = stage(registry, "queue");
        this.analysis = stage(registry, "tokenize");
        this.network = stage(registry, "inference");
        this.texts = summary(registry, "corrsh.batch.size", "Texts of a batch", LARGEST);
        this.tokens = summary(registry, "corrsh.batch.tokens", "Tokens of a batch", MOST_TOKENS);
        for (Reason reason : Reason.values()) {
            refused.put(
                    reason,
                    Counter.builder("corrsh.encode.failures")
                            .description("Calls whose texts were not all encoded")
                            .tag("reason", label(reason))
                            .register(registry));
        }
    }

    @Override
    public void waited(long nanos) {
        queue.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void encoded(int count, long batchTokens, long analysisNanos, long networkNanos) {
        texts.record(count);
        tokens.record(batchTokens);
        analysis.record(analysisNanos, TimeUnit.NANOSECONDS);
        network.record(networkNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void refused(Reason reason, int count) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String label(Reason reason) {
        return reason == Reason.GONE ? "client_gone" : reason.name().toLowerCase(Locale.ROOT);
    }

    private static Timer stage(MeterRegistry registry, String stage) {
        return Timers.register(
                registry,
                "corrsh.encode",
                "Time to encode the texts of one call, and the stages of a batch",
                Tags.of("stage", stage),
                Duration.ofNanos(50_000),
                Duration.ofSeconds(10));
    }

    private static DistributionSummary summary(MeterRegistry registry, String name, String description, int largest) {
        return DistributionSummary.builder(name)
                .description(description)
                .serviceLevelObjectives(DoubleStream.iterate(1, size -> size <= largest, size -> size * 2)
                        .toArray())
                .register(registry);
    }
}
