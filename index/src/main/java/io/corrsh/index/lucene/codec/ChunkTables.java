package io.corrsh.index.lucene.codec;

import io.corrsh.index.multiindex.Chunks;
import java.lang.foreign.MemorySegment;

/**
 * The tables of multi-index hashing of one field of a segment: for each chunk and each of its values the ordinals of the
 * codes that have it, ascending. Safe for use by several threads while the segment's reader is open; not beyond.
 */
public final class ChunkTables {

    /** So many ordinals are copied at least, if there are so many. */
    private static final int SHORT = 8;

    private final Chunks chunks;
    private final MemorySegment[] offsets;
    private final MemorySegment[] ordinals;

    ChunkTables(Chunks chunks, MemorySegment[] offsets, MemorySegment[] ordinals) {
        this.chunks = chunks;
        this.offsets = offsets;
        this.ordinals = ordinals;
    }

    /** How the codes are cut. */
    public Chunks chunks() {
        return chunks;
    }

    /** Where the list of a value begins; that of the next value begins where it ends. */
    public int from(int chunk, int value) {
        return offsets[chunk].get(HammingKernel.INT, 4L * value);
    }

    /**
     * Where the lists of some values begin and end, without the empty ones. The loop has no branch, so that many waits for
     * memory overlap.
     *
     * @param at where to put the first in {@code from} and {@code to}
     * @return where the next would be put
     */
    public int bounds(int chunk, int[] values, int count, int[] from, int[] to, int at) {
        MemorySegment table = offsets[chunk];
        int next = at;
        for (int i = 0; i < count; i++) {
            int first = table.get(HammingKernel.INT, 4L * values[i]);
            int last = table.get(HammingKernel.INT, 4L * values[i] + 4);
            from[next] = first;
            to[next] = last;
            next += (first - last) >>> 31;
        }
        return next;
    }

    /**
     * Reads the first ordinal of each of some lists, and gives a number made of them. The loop has no branch, so that the waits for
     * memory overlap; the copies that follow find the lists in the cache.
     */
    public int touch(int chunk, int[] from, int first, int end) {
        MemorySegment table = ordinals[chunk];
        int mixed = 0;
        for (int i = first; i < end; i++) {
            mixed ^= table.get(HammingKernel.INT, 4L * from[i]);
        }
        return mixed;
    }

    /**
     * Copies a part of a chunk's ordinals. What stands behind them in the array may be overwritten: most lists are so short
     * that to copy a fixed number is faster than to ask how many.
     */
    public void ordinals(int chunk, int from, int to, int[] out, int at) {
        MemorySegment table = ordinals[chunk];
        if (to - from <= SHORT && at + SHORT <= out.length && 4L * (from + SHORT) <= table.byteSize()) {
            copyShort(table, 4L * from, out, at);
        } else {
            MemorySegment.copy(table, HammingKernel.INT, 4L * from, out, at, to - from);
        }
    }

    private static void copyShort(MemorySegment table, long from, int[] out, int at) {
        for (int i = 0; i < SHORT; i++) {
            out[at + i] = table.get(HammingKernel.INT, from + 4L * i);
        }
    }

    /** The bytes that the tables take. */
    public long sizeInBytes() {
        long bytes = 0;
        for (int chunk = 0; chunk < offsets.length; chunk++) {
            bytes += offsets[chunk].byteSize() + ordinals[chunk].byteSize();
        }
        return bytes;
    }
}
