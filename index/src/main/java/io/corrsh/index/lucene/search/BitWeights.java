package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;

/**
 * What each differing bit costs, as a table for each byte of a code. Immutable.
 *
 * <p>Weights are rounded to 45 binary digits below the largest one, beyond 256 bits to fewer. Then every sum of them fits a
 * {@code double} without rounding, so that it does not depend on the order of its terms, and equal sums are ties.
 */
public final class BitWeights {

    private static final int DIGITS = 45;

    private final double[] table;
    private final int bytes;

    /**
     * Takes one weight a bit.
     *
     * @throws IllegalArgumentException if one is negative or not finite, or there is no whole number of bytes of them
     */
    public BitWeights(float[] weights) {
        if (weights.length % 8 != 0) {
            throw new IllegalArgumentException(
                    "'weights' must be a multiple of 8 values, got %d".formatted(weights.length));
        }
        float largest = 0;
        for (int bit = 0; bit < weights.length; bit++) {
            if (!(weights[bit] >= 0 && weights[bit] <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("'weights[%d]' must be finite and not negative, got %s"
                        .formatted(bit, Float.toString(weights[bit])));
            }
            largest = Math.max(largest, weights[bit]);
        }
        int carries = 32 - Integer.numberOfLeadingZeros(weights.length - 1);
        int digits = Math.min(DIGITS, 53 - carries);
        double unit = Math.scalb(1.0, Math.getExponent((double) largest) + 1 - digits);
        bytes = weights.length / 8;
        table = new double[bytes * 256];
        for (int at = 0; at < bytes; at++) {
            for (int bit = 0; bit < 8; bit++) {
                double weight = largest == 0 ? 0 : Math.rint(weights[at * 8 + bit] / unit) * unit;
                int mask = 0x80 >>> bit;
                for (int value = 0; value < 256; value++) {
                    if ((value & mask) != 0) {
                        table[at * 256 + value] += weight;
                    }
                }
            }
        }
    }

    /** The sum of the weights of the bits in which a code differs from the query. */
    double distance(CodeColumns columns, int ord, long[] query) {
        double sum = 0;
        for (int word = 0, at = 0; at < bytes; word++) {
            long difference = columns.word(ord, word) ^ query[word];
            for (int shift = 56; shift >= 0 && at < bytes; shift -= 8, at++) {
                sum += table[at * 256 + ((int) (difference >>> shift) & 0xFF)];
            }
        }
        return sum;
    }

    /** The number of weights. */
    int bits() {
        return bytes * 8;
    }
}
