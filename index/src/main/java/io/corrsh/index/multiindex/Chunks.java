package io.corrsh.index.multiindex;

import java.util.Arrays;

/**
 * How codes are cut: each bit of a code belongs to one chunk, and a chunk's value is the number that its bits make, first
 * bit highest. Immutable.
 */
public final class Chunks {

    /** The most bits of a chunk: a table has an entry for each of its values. */
    public static final int MAX_BITS = 24;

    private final int words;
    private final long[][] masks;
    private final int[] bits;

    /**
     * Takes the bits of each chunk.
     *
     * @param codeBits the length of a code
     * @param masks for each chunk the words of a code in which its bits are set; the first bit of a code is the highest
     * of word 0
     * @throws IllegalArgumentException if a bit of the code belongs to no chunk or to two, or a chunk is empty or too wide
     */
    public Chunks(int codeBits, long[][] masks) {
        this.words = (codeBits + 63) / 64;
        this.masks = Arrays.stream(masks).map(long[]::clone).toArray(long[][]::new);
        this.bits = new int[masks.length];
        long[] all = new long[words];
        int sum = 0;
        for (int chunk = 0; chunk < masks.length; chunk++) {
            for (int word = 0; word < words; word++) {
                long mask = masks[chunk][word];
                bits[chunk] += Long.bitCount(mask);
                all[word] |= mask;
            }
            if (bits[chunk] < 1 || bits[chunk] > MAX_BITS) {
                throw new IllegalArgumentException(
                        "chunk %d must have between 1 and %d bits, got %d".formatted(chunk, MAX_BITS, bits[chunk]));
            }
            sum += bits[chunk];
        }
        int covered = 0;
        for (int word = 0; word < words; word++) {
            int used = Math.min(64, codeBits - 64 * word);
            long code = used == 64 ? -1L : ~(-1L >>> used);
            covered += Long.bitCount(all[word] & code);
            if ((all[word] & ~code) != 0) {
                throw new IllegalArgumentException("a chunk has bits after the code's %d".formatted(codeBits));
            }
        }
        if (sum != codeBits || covered != codeBits) {
            throw new IllegalArgumentException("each of %d bits must belong to one chunk, got %d chunks with %d bits"
                    .formatted(codeBits, masks.length, sum));
        }
    }

    /** The number of chunks. */
    public int count() {
        return masks.length;
    }

    /** The number of bits of a chunk. */
    public int bits(int chunk) {
        return bits[chunk];
    }

    /** The bits of a chunk in a word of a code. */
    public long mask(int chunk, int word) {
        return masks[chunk][word];
    }

    /** The value of a chunk of a code. */
    public int value(int chunk, long[] code) {
        long value = 0;
        for (int word = 0; word < words; word++) {
            value = append(value, chunk, word, code[word]);
        }
        return (int) value;
    }

    /** Appends to a chunk's value what a further word of the code has of it; the words come in their order. */
    public long append(long value, int chunk, int word, long codeWord) {
        long mask = masks[chunk][word];
        return value << Long.bitCount(mask) | Long.compress(codeWord, mask);
    }

    /**
     * The step of {@link ProbeOrder} in which a code is found first.
     *
     * @param difference the bits in which the code differs from the query, as words
     */
    public int firstStep(long[] difference) {
        int first = Integer.MAX_VALUE;
        for (int chunk = 0; chunk < masks.length; chunk++) {
            int distance = 0;
            for (int word = 0; word < words; word++) {
                distance += Long.bitCount(difference[word] & masks[chunk][word]);
            }
            first = Math.min(first, ProbeOrder.step(distance, chunk, masks.length));
        }
        return first;
    }
}
