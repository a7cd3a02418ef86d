package io.corrsh.service.metrics.encode;

import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.metrics.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/** The meters of an encoder. */
final class EncodeMetrics {

    private static final double[] RATIOS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1};
    private static final double[] TOKENS = DoubleStream.iterate(1, tokens -> tokens <= 1 << 16, tokens -> tokens * 4)
            .toArray();
    private static final double[] MARGINS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};

    private final Counter coded;
    private final Counter empty;
    private final Counter failed;
    private final Counter refused;
    private final Counter tokens;
    private final Timer total;
    private final DistributionSummary unknownRatio;
    private final DistributionSummary tokensOfText;
    private final DistributionSummary margin;
    private final Counter failures;

    EncodeMetrics(MeterRegistry registry, String device) {
        this.coded = inputs(registry, device, "coded");
        this.empty = inputs(registry, device, "no_known_word");
        this.failed = inputs(registry, device, "failed");
        this.refused = inputs(registry, device, "refused");
        this.tokens = Counter.builder("corrsh.encode.tokens")
                .description("Tokens of the texts encoded")
                .tag("device", device)
                .register(registry);
        this.total = Timers.register(
                registry,
                "corrsh.encode",
                "Time to encode the texts of one call, and the stages of a batch",
                Tags.of("stage", "total"),
                Duration.ofNanos(50_000),
                Duration.ofSeconds(10));
        this.unknownRatio = summary(
                registry, "corrsh.input.oov.ratio", "Share of a text's tokens that the model does not know", RATIOS);
        this.tokensOfText = summary(registry, "corrsh.input.tokens", "Tokens of a text", TOKENS);
        this.margin = summary(
                registry,
                "corrsh.bit.margin.min",
                "Absolute logit of a code's least certain bit: near 0 another word more may turn it",
                MARGINS);
        this.failures = Counter.builder("corrsh.encode.failures")
                .description("Calls whose texts were not all encoded")
                .tag("reason", "inference")
                .register(registry);
    }

    Timer total() {
        return total;
    }

    void encoded(List<Encoding> encodings) {
        for (Encoding encoding : encodings) {
            (encoding.code() == null ? empty : coded).increment();
            tokens.increment(encoding.tokens());
            tokensOfText.record(encoding.tokens());
            if (encoding.logits() != null) {
                margin.record(smallest(encoding.logits()));
            }
            if (encoding.tokens() > 0) {
                unknownRatio.record((double) encoding.unknown() / encoding.tokens());
            }
        }
    }

    void failed(int inputs) {
        failed.increment(inputs);
        failures.increment();
    }

    void refused(int inputs) {
        refused.increment(inputs);
    }

    private static double smallest(float[] logits) {
        float smallest = Float.POSITIVE_INFINITY;
        for (float logit : logits) {
            smallest = Math.min(smallest, Math.abs(logit));
        }
        return smallest;
    }

    private static DistributionSummary summary(
            MeterRegistry registry, String name, String description, double... buckets) {
        return DistributionSummary.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Counter inputs(MeterRegistry registry, String device, String outcome) {
        return Counter.builder("corrsh.encode.inputs")
                .description("Texts by what became of them")
                .tag("outcome", outcome)
                .tag("device", device)
                .register(registry);
    }
}
