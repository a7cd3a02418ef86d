package io.corrsh.service.metrics;

import io.corrsh.model.encoder.Encoding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** The meters of an encoder. */
final class EncodeMetrics {

    private static final double[] RATIOS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1};

    private final Counter coded;
    private final Counter empty;
    private final Counter failed;
    private final Counter refused;
    private final Counter tokens;
    private final Timer total;
    private final DistributionSummary unknownRatio;

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
        this.unknownRatio = DistributionSummary.builder("corrsh.input.oov.ratio")
                .description("Share of a text's tokens that the model does not know")
                .serviceLevelObjectives(RATIOS)
                .register(registry);
    }

    Timer total() {
        return total;
    }

    void encoded(List<Encoding> encodings) {
        for (Encoding encoding : encodings) {
            (encoding.code() == null ? empty : coded).increment();
            tokens.increment(encoding.tokens());
            if (encoding.tokens() > 0) {
                unknownRatio.record((double) encoding.unknown() / encoding.tokens());
            }
        }
    }

    void failed(int inputs) {
        failed.increment(inputs);
    }

    void refused(int inputs) {
        refused.increment(inputs);
    }

    private static Counter inputs(MeterRegistry registry, String device, String outcome) {
        return Counter.builder("corrsh.encode.inputs")
                .description("Texts by what became of them")
                .tag("outcome", outcome)
                .tag("device", device)
                .register(registry);
    }
}
