package io.corrsh.index.multiindex;

/** Enumerates the values at one distance from a chunk's value, ascending by the flipped bits. Not safe for use by several threads. */
public final class Flips {

    private final int value;
    private final long limit;
    private long next;

    /**
     * Starts.
     *
     * @param value the chunk's value
     * @param bits the number of bits of the chunk
     * @param distance how many of them to flip
     */
    public Flips(int value, int bits, int distance) {
        this.value = value;
        this.limit = 1L << bits;
        this.next = distance > bits ? limit : (1L << distance) - 1;
    }

    /** Fills an array with the next values and returns how many there were; 0 at the end. */
    public int next(int[] values) {
        int count = 0;
        while (count < values.length && next < limit) {
            values[count++] = value ^ (int) next;
            next = following(next);
        }
        return count;
    }

    /** The next larger number with as many bits set (Gosper); 0 is followed by none. */
    private static long following(long flips) {
        if (flips == 0) {
            return Long.MAX_VALUE;
        }
        long ripple = flips + (flips & -flips);
        return ((ripple ^ flips) >>> (Long.numberOfTrailingZeros(flips) + 2)) | ripple;
    }

    /** How many values there are at a distance. */
    public static double count(int bits, int distance) {
        double count = 1;
        for (int i = 0; i < distance; i++) {
            count = count * (bits - i) / (i + 1);
        }
        return distance > bits ? 0 : count;
    }
}
