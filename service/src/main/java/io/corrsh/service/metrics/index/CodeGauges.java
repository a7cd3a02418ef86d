package io.corrsh.service.metrics.index;

import io.corrsh.index.HammingIndex;
import io.corrsh.model.evaluation.CodeHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The health of the codes in an index: bits that are always the same tell nothing. Counted at most once a minute. */
public final class CodeGauges implements MeterBinder {

    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final IndexSource index;
    private final RecentCodes recent;
    private @Nullable CodeState known;
    private long counted;

    /**
     * The gauges.
     *
     * @param index lends the index whose codes are looked at
     * @param recent the codes of the documents that were written last
     */
    public CodeGauges(IndexSource index, RecentCodes recent) {
        this.index = index;
        this.recent = recent;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (int i = 0; i < index.read(HammingIndex::space).bits(); i++) {
            int bit = i;
            frequency(registry, bit, "index", state -> CodeState.frequency(state.index(), bit));
            frequency(registry, bit, "recent", state -> CodeState.frequency(state.recent(), bit));
        }
        gauge(
                registry,
                "bit.entropy.mean",
                "Mean entropy of a bit over the codes, at best 1; NaN without codes",
                CodeState::meanEntropy);
        gauge(registry, "dead.bits", "Bits that are the same in all codes", CodeState::deadBits);
        gauge(
                registry,
                "drift.js",
                "Divergence (Jensen-Shannon, 0 to 1) of the documents written last from all, the mean over the bits",
                CodeState::drift);
        gauge(
                registry,
                "largest.bucket.ratio",
                "Share of the documents, of a sample, that have the most frequent code",
                CodeState::largestBucket);
        sample(registry, "distinct.ratio", "Different codes of a sample over its codes", CodeHealth::distinctRatio);
        sample(
                registry,
                "effective.bits",
                "How many independent, balanced bits the codes of a sample are spread like",
                CodeHealth::effectiveBits);
        sample(
                registry,
                "max.abs.correlation",
                "Largest absolute correlation of two bits in a sample",
                CodeHealth::maximumCorrelation);
    }

    private void frequency(MeterRegistry registry, int bit, String window, ToDoubleFunction<CodeState> value) {
        Gauge.builder("corrsh.code.bit.frequency", () -> value.applyAsDouble(state()))
                .description("Share of the codes that have the bit set, in the index and among those written last;"
                        + " NaN without codes")
                .tag("bit", Integer.toString(bit))
                .tag("window", window)
                .register(registry);
    }

    private void sample(MeterRegistry registry, String name, String description, ToDoubleFunction<CodeHealth> value) {
        gauge(registry, name, description + "; NaN without codes", state -> {
            CodeHealth sample = state.sample();
            return sample == null ? Double.NaN : value.applyAsDouble(sample);
        });
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<CodeState> value) {
        Gauge.builder("corrsh.code." + name, () -> value.applyAsDouble(state()))
                .description(description)
                .register(registry);
    }

    private synchronized CodeState state() {
        CodeState state = known;
        long now = System.nanoTime();
        // The first documents should show at once.
        boolean first = state != null
                && state.index().codes() == 0
                && index.read(HammingIndex::statistics).coded() > 0;
        if (state == null || first || now - counted > FRESH_NANOS) {
            state = index.read(lent -> CodeState.of(lent, recent));
            known = state;
            counted = now;
        }
        return state;
    }
}
