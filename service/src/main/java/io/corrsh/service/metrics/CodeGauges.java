package io.corrsh.service.metrics;

import io.corrsh.index.BitCounts;
import io.corrsh.index.HammingIndex;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The health of the codes in an index: bits that are always the same tell nothing. Counted at most once a minute. */
public final class CodeGauges implements MeterBinder {

    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final IndexSource index;
    private @Nullable BitCounts counts;
    private long counted;
    private long documents;

    public CodeGauges(IndexSource index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        int bits = index.read(HammingIndex::space).bits();
        for (int bit = 0; bit < bits; bit++) {
            int at = bit;
            Gauge.builder(
                            "corrsh.code.bit.frequency",
                            () -> read(counts -> at < counts.bits() ? counts.frequency(at) : Double.NaN))
                    .description("Share of the codes that have the bit set; NaN without codes")
                    .tag("bit", Integer.toString(bit))
                    .register(registry);
        }
        Gauge.builder(
                        "corrsh.code.bit.entropy.mean",
                        () -> read(counts -> IntStream.range(0, counts.bits())
                                .mapToDouble(counts::entropy)
                                .average()
                                .orElse(0)))
                .description("Mean entropy of a bit over the codes, at best 1; NaN without codes")
                .register(registry);
        Gauge.builder(
                        "corrsh.code.dead.bits",
                        () -> read(counts -> IntStream.range(0, counts.codes() == 0 ? 0 : counts.bits())
                                .filter(bit -> counts.entropy(bit) == 0)
                                .count()))
                .description("Bits that are the same in all codes")
                .register(registry);
    }

    private synchronized double read(ToDoubleFunction<BitCounts> value) {
        long now = System.nanoTime();
        BitCounts known = counts;
        // The first documents should show at once.
        boolean first = documents == 0 && index.read(HammingIndex::statistics).coded() > 0;
        if (known == null || first || now - counted > FRESH_NANOS) {
            known = index.read(HammingIndex::bitCounts);
            counts = known;
            counted = now;
            documents = known.codes();
        }
        return value.applyAsDouble(known);
    }
}
