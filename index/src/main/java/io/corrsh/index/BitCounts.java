package io.corrsh.index;

/**
 * How often each bit is set in the codes of an index.
 *
 * @param codes how many codes were counted
 * @param set for each bit, how many of these have it set
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record BitCounts(long codes, long[] set) {

    /** The share of codes that have a bit set; NaN without codes. */
    public double frequency(int bit) {
        return (double) set[bit] / codes;
    }

    /** The entropy of a bit over the codes, from 0 (all alike) to 1 (half and half); NaN without codes. */
    public double entropy(int bit) {
        double p = frequency(bit);
        return p == 0 || p == 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    /** The number of bits. */
    public int bits() {
        return set.length;
    }
}
