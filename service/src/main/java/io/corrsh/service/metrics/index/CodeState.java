package io.corrsh.service.metrics.index;

import io.corrsh.index.BitCounts;
import io.corrsh.index.HammingIndex;
import io.corrsh.model.evaluation.CodeHealth;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The codes at one moment.
 *
 * @param index how often each bit is set in all codes of the index
 * @param recent the same for the documents that were written last
 * @param sample the health of some thousand codes of the index; {@code null} without codes
 */
record CodeState(
        BitCounts index, BitCounts recent, @Nullable CodeHealth sample) {

    private static final int SAMPLE = 8192;

    static CodeState of(HammingIndex index, RecentCodes recent) {
        int bits = index.space().bits();
        List<long[]> sample = index.sampleCodes(SAMPLE);
        return new CodeState(
                index.bitCounts(), recent.count(index.space()), sample.isEmpty() ? null : CodeHealth.of(sample, bits));
    }

    /** The share of codes that have a bit set; NaN without codes, and where codes are shorter. */
    static double frequency(BitCounts counts, int bit) {
        return bit < counts.bits() ? counts.frequency(bit) : Double.NaN;
    }

    double meanEntropy() {
        return IntStream.range(0, index.set().length)
                .mapToDouble(index::entropy)
                .average()
                .orElse(Double.NaN);
    }

    long deadBits() {
        return IntStream.range(0, index.codes() == 0 ? 0 : index.set().length)
                .filter(bit -> index.entropy(bit) == 0)
                .count();
    }

    /** The share of the sample that has its most frequent code. */
    double largestBucket() {
        if (sample == null) {
            return Double.NaN;
        }
        double codes = sample.distinctCodes() / sample.distinctRatio();
        return sample.largestBucket() / codes;
    }

    /**
     * How far the documents written last are from all: the Jensen-Shannon divergence (base 2) of a bit's two frequencies, the
     * mean over the bits, between 0 and 1; NaN without codes.
     */
    double drift() {
        if (index.codes() == 0 || recent.codes() == 0) {
            return Double.NaN;
        }
        return IntStream.range(0, index.set().length)
                .mapToDouble(bit -> {
                    double p = index.frequency(bit);
                    double q = recent.frequency(bit);
                    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2;
                })
                .average()
                .orElse(Double.NaN);
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }
}
