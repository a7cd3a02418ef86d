package io.corrsh.model.evaluation;

import java.util.List;

/**
 * The correlations between the bits of a set of codes. Immutable.
 *
 * @see CodeHealth
 */
public final class BitCorrelations {

    private final double[] frequencies;
    private final double[][] covariances;

    /**
     * Measures codes, each pair of bits by one pass over a column a bit.
     *
     * @param codes at least one code; bit 0 is the highest of word 0
     * @param bits their length
     */
    public BitCorrelations(List<long[]> codes, int bits) {
        long[][] columns = new long[bits][(codes.size() + 63) >>> 6];
        for (int i = 0; i < codes.size(); i++) {
            long[] code = codes.get(i);
            for (int b = 0; b < bits; b++) {
                if ((code[b >>> 6] << b) < 0) {
                    columns[b][i >>> 6] |= 1L << i;
                }
            }
        }
        double size = codes.size();
        frequencies = new double[bits];
        covariances = new double[bits][bits];
        for (int a = 0; a < bits; a++) {
            frequencies[a] = overlap(columns[a], columns[a]) / size;
            for (int b = 0; b <= a; b++) {
                double both = a == b ? frequencies[a] : overlap(columns[a], columns[b]) / size;
                covariances[a][b] = both - frequencies[a] * frequencies[b];
                covariances[b][a] = covariances[a][b];
            }
        }
    }

    /** How many bits there are. */
    public int bits() {
        return frequencies.length;
    }

    /** The share of codes in which a bit is set. */
    public double frequency(int bit) {
        return frequencies[bit];
    }

    /** The correlation of two bits, from -1 to 1; NaN if one of them is constant. */
    public double between(int a, int b) {
        double variance = covariances[a][a] * covariances[b][b];
        return variance > 0 ? covariances[a][b] / Math.sqrt(variance) : Double.NaN;
    }

    /** The mean of the absolute correlations of all pairs, 0 without any; constant bits are left out. */
    double mean() {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < bits(); a++) {
            for (int b = 0; b < a; b++) {
                double correlation = Math.abs(between(a, b));
                if (!Double.isNaN(correlation)) {
                    sum += correlation;
                    pairs++;
                }
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** The largest absolute correlation of a pair, 0 without any; constant bits are left out. */
    double maximum() {
        double most = 0;
        for (int a = 0; a < bits(); a++) {
            for (int b = 0; b < a; b++) {
                double correlation = Math.abs(between(a, b));
                most = correlation > most ? correlation : most;
            }
        }
        return most;
    }

    /** The participation ratio of the covariance's eigenvalues, (trace C)^2 / trace C^2; 0 when every bit is constant. */
    double effectiveBits() {
        double trace = 0;
        double squares = 0;
        for (int a = 0; a < bits(); a++) {
            trace += covariances[a][a];
            for (int b = 0; b < bits(); b++) {
                squares += covariances[a][b] * covariances[a][b];
            }
        }
        return squares == 0 ? 0 : trace * trace / squares;
    }

    private static int overlap(long[] a, long[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += Long.bitCount(a[i] & b[i]);
        }
        return count;
    }
}
