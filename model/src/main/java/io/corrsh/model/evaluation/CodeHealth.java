package io.corrsh.model.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How well a set of codes uses its bits.
 *
 * @param frequencies the share of codes in which each bit is set
 * @param balance the mean over the bits of 1 - |2 p - 1|, p a bit's frequency: 1 when every bit halves the codes
 * @param meanEntropy the mean over the bits of their entropy, 1 at best
 * @param deadBits how many bits are set in fewer than 1 % or more than 99 % of the codes
 * @param distinctCodes how many different codes there are
 * @param distinctRatio the number of distinct codes divided by that of codes
 * @param largestBucket how many documents share the most frequent code
 * @param meanCorrelation the mean absolute correlation of two bits; constant bits are left out
 * @param maximumCorrelation the largest absolute correlation of two bits; constant bits are left out
 * @param effectiveBits how many independent, balanced bits the codes are spread like: the participation ratio of the
 *     eigenvalues of the bits' covariance, between 0 and the number of bits
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CodeHealth(
        List<Double> frequencies,
        double balance,
        double meanEntropy,
        int deadBits,
        int distinctCodes,
        double distinctRatio,
        int largestBucket,
        double meanCorrelation,
        double maximumCorrelation,
        double effectiveBits) {

    private static final double DEAD = 0.01;

    public CodeHealth {
        frequencies = List.copyOf(frequencies);
    }

    /**
     * Measures codes.
     *
     * @param codes at least one code; bit 0 is the highest of word 0
     * @param bits their length
     */
    public static CodeHealth of(List<long[]> codes, int bits) {
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("'codes' must not be empty");
        }
        BitCorrelations correlations = new BitCorrelations(codes, bits);
        double[] frequencies =
                IntStream.range(0, bits).mapToDouble(correlations::frequency).toArray();
        int[] buckets = buckets(codes);
        return new CodeHealth(
                Arrays.stream(frequencies).boxed().toList(),
                Arrays.stream(frequencies)
                        .map(p -> 1 - Math.abs(2 * p - 1))
                        .average()
                        .orElse(0),
                Arrays.stream(frequencies).map(CodeHealth::entropy).average().orElse(0),
                (int) Arrays.stream(frequencies)
                        .filter(p -> p < DEAD || p > 1 - DEAD)
                        .count(),
                buckets[0],
                buckets[0] / (double) codes.size(),
                buckets[1],
                correlations.mean(),
                correlations.maximum(),
                correlations.effectiveBits());
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    /** How many different codes there are, and how often the most frequent one is. */
    private static int[] buckets(List<long[]> codes) {
        long[][] sorted = codes.toArray(long[][]::new);
        Arrays.sort(sorted, Arrays::compare);
        int distinct = 0;
        int largest = 0;
        int run = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean same = i > 0 && Arrays.equals(sorted[i], sorted[i - 1]);
            distinct += same ? 0 : 1;
            run = same ? run + 1 : 1;
            largest = Math.max(largest, run);
        }
        return new int[] {distinct, largest};
    }
}
