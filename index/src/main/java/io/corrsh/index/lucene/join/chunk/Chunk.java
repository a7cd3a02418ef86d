package io.corrsh.index.lucene.join.chunk;

/**
 * Some bits of a code, by which codes are put into buckets.
 *
 * @param position its first bit
 * @param width its number of bits
 * @param radius two codes agree in this chunk if no more of its bits differ
 * @param keyBits the bits of a bucket's number: the width, or fewer; then the number is a hash and the radius 0
 * @param masks its bits in each word
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
record Chunk(int position, int width, int radius, int keyBits, long[] masks) {

    private static final long MIX = 0x9E3779B97F4A7C15L;

    static Chunk of(int position, int width, int radius, int keyBits, int words) {
        if (keyBits < width && radius > 0) {
            throw new IllegalArgumentException(
                    "a chunk of %d bits and radius %d must not be hashed to %d bits".formatted(width, radius, keyBits));
        }
        long[] masks = new long[words];
        for (int bit = position; bit < position + width; bit++) {
            masks[bit >> 6] |= 1L << (63 - (bit & 63));
        }
        return new Chunk(position, width, radius, Math.min(width, keyBits), masks);
    }

    /** The number of buckets. */
    int keys() {
        return 1 << keyBits;
    }

    /** Whether codes that differ in the chunk may share a bucket. */
    boolean hashed() {
        return keyBits < width;
    }

    /** The bucket of a code. */
    int key(long[][] words, int code) {
        if (width == 0) {
            return 0;
        }
        if (hashed()) {
            return hash(words, code);
        }
        int word = position >> 6;
        int shift = position & 63;
        long value = words[word][code] << shift;
        if (shift + width > 64) {
            value |= words[word + 1][code] >>> (64 - shift);
        }
        return (int) (value >>> (64 - width));
    }

    private int hash(long[][] words, int code) {
        long hash = 0;
        for (int word = position >> 6; word <= (position + width - 1) >> 6; word++) {
            hash = (hash ^ (words[word][code] & masks[word])) * MIX;
            hash ^= hash >>> 32;
        }
        return (int) ((hash * MIX) >>> (64 - keyBits));
    }

    /** Whether two codes agree in this chunk. */
    boolean agree(long[][] words, int left, int right) {
        int distance = 0;
        for (int word = 0; word < masks.length; word++) {
            distance += Long.bitCount((words[word][left] ^ words[word][right]) & masks[word]);
        }
        return distance <= radius;
    }

    /** How many values, its own aside, are within the radius of a value. */
    long neighbours() {
        long count = 0;
        long combinations = 1;
        for (int flips = 1; flips <= radius && flips <= width; flips++) {
            combinations = combinations * (width - flips + 1) / flips;
            count += combinations;
        }
        return count;
    }

    /** What to flip in a value to get each of its neighbours. */
    int[] flips() {
        int[] flips = new int[Math.toIntExact(neighbours())];
        int at = 0;
        for (int count = 1; count <= radius && count <= width; count++) {
            for (int mask = (1 << count) - 1; mask < 1 << width && mask > 0; mask = next(mask)) {
                flips[at++] = mask;
            }
        }
        return flips;
    }

    /** The next larger number with as many one bits (Gosper). */
    private static int next(int mask) {
        int low = mask & -mask;
        int ripple = mask + low;
        return ripple | (((mask ^ ripple) >>> 2) / low);
    }
}
