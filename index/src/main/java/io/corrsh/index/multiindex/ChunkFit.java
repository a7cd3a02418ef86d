package io.corrsh.index.multiindex;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Chooses the chunks for a set of codes: so wide that a bucket holds a code or two if the codes were uniform, and of bits
 * that have little to do with each other, so that codes which are alike don't crowd in few buckets of every table.
 */
public final class ChunkFit {

    private static final int LEAST_BITS = 14;

    private ChunkFit() {}

    /** How many chunks suit so many codes. */
    public static int chunks(int codeBits, long codes) {
        int log = 63 - Long.numberOfLeadingZeros(Math.max(1, codes));
        int bits = Math.max(LEAST_BITS, Math.min(Chunks.MAX_BITS, log - 1));
        return (codeBits + bits - 1) / bits;
    }

    /**
     * Spreads the bits of codes over chunks, correlated ones apart. The same sample gives the same chunks.
     *
     * @param codeBits the length of a code
     * @param chunks how many chunks
     * @param sample some of the codes
     */
    public static Chunks spread(int codeBits, int chunks, long[][] sample) {
        double[][] correlation = correlation(codeBits, sample);
        double[] sums = Arrays.stream(correlation)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        Integer[] order = IntStream.range(0, codeBits).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(bit -> -sums[bit]));
        int[] free = new int[chunks];
        for (int chunk = 0; chunk < chunks; chunk++) {
            free[chunk] = codeBits / chunks + (chunk < codeBits % chunks ? 1 : 0);
        }
        long[][] masks = new long[chunks][(codeBits + 63) / 64];
        for (int bit : order) {
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int chunk = 0; chunk < chunks; chunk++) {
                double within = free[chunk] == 0 ? Double.POSITIVE_INFINITY : within(correlation[bit], masks[chunk]);
                if (within < least) {
                    least = within;
                    best = chunk;
                }
            }
            masks[best][bit / 64] |= Long.MIN_VALUE >>> bit;
            free[best]--;
        }
        return new Chunks(codeBits, masks);
    }

    private static double within(double[] correlation, long[] mask) {
        double sum = 0;
        for (int bit = 0; bit < correlation.length; bit++) {
            if ((mask[bit / 64] & Long.MIN_VALUE >>> bit) != 0) {
                sum += correlation[bit];
            }
        }
        return sum;
    }

    /** The squared correlation of each two bits over a sample; 0 for a bit with itself and for one that never changes. */
    private static double[][] correlation(int codeBits, long[][] sample) {
        int blocks = (sample.length + 63) / 64;
        long[][] columns = new long[codeBits][blocks];
        for (int i = 0; i < sample.length; i++) {
            for (int bit = 0; bit < codeBits; bit++) {
                if ((sample[i][bit / 64] & Long.MIN_VALUE >>> bit) != 0) {
                    columns[bit][i / 64] |= 1L << i;
                }
            }
        }
        double[][] correlation = new double[codeBits][codeBits];
        for (int a = 0; a < codeBits; a++) {
            for (int b = 0; b < a; b++) {
                correlation[a][b] = squared(columns[a], columns[b], sample.length);
                correlation[b][a] = correlation[a][b];
            }
        }
        return correlation;
    }

    private static double squared(long[] a, long[] b, double n) {
        int both = 0;
        int ones = 0;
        int others = 0;
        for (int i = 0; i < a.length; i++) {
            both += Long.bitCount(a[i] & b[i]);
            ones += Long.bitCount(a[i]);
            others += Long.bitCount(b[i]);
        }
        double variances = ones / n * (1 - ones / n) * (others / n) * (1 - others / n);
        double covariance = both / n - ones / n * (others / n);
        return variances > 0 ? covariance * covariance / variances : 0;
    }
}
