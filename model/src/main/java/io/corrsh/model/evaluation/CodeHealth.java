package io.corrsh.model.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How well a set of codes uses its bits.
 *
 * @param frequencies the share of codes in which each bit is set
 * @param meanEntropy the mean over the bits of their entropy, 1 at best
 * @param deadBits how many bits are set in fewer than 1 % or more than 99 % of the codes
 * @param largestBucket how many documents share the most frequent code
 * @param distinctRatio the number of distinct codes divided by that of codes
 * @param maximumCorrelation the largest absolute correlation of two bits; constant bits are left out
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CodeHealth(
        List<Double> frequencies,
        double meanEntropy,
        int deadBits,
        int largestBucket,
        double distinctRatio,
        double maximumCorrelation) {

    private static final double DEAD = 0.01;

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
        long[][] columns = new long[bits][(codes.size() + 63) >>> 6];
        Map<List<Long>, Integer> buckets = new HashMap<>();
        for (int i = 0; i < codes.size(); i++) {
            long[] code = codes.get(i);
            buckets.merge(Arrays.stream(code).boxed().toList(), 1, Integer::sum);
            for (int b = 0; b < bits; b++) {
                if ((code[b >>> 6] << b) < 0) {
                    columns[b][i >>> 6] |= 1L << i;
                }
            }
        }
        double[] frequencies = new double[bits];
        Arrays.setAll(frequencies, b -> overlap(columns[b], columns[b]) / (double) codes.size());
        return new CodeHealth(
                Arrays.stream(frequencies).boxed().toList(),
                Arrays.stream(frequencies).map(CodeHealth::entropy).average().orElse(0),
                (int) Arrays.stream(frequencies)
                        .filter(p -> p < DEAD || p > 1 - DEAD)
                        .count(),
                buckets.values().stream().mapToInt(Integer::intValue).max().orElse(0),
                buckets.size() / (double) codes.size(),
                maximumCorrelation(columns, frequencies, codes.size()));
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    private static double maximumCorrelation(long[][] columns, double[] frequencies, int size) {
        double most = 0;
        for (int a = 0; a < columns.length; a++) {
            for (int b = 0; b < a; b++) {
                double p = frequencies[a];
                double q = frequencies[b];
                double variance = p * (1 - p) * q * (1 - q);
                if (variance > 0) {
                    double covariance = overlap(columns[a], columns[b]) / (double) size - p * q;
                    most = Math.max(most, Math.abs(covariance) / Math.sqrt(variance));
                }
            }
        }
        return most;
    }

    private static int overlap(long[] a, long[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += Long.bitCount(a[i] & b[i]);
        }
        return count;
    }
}
