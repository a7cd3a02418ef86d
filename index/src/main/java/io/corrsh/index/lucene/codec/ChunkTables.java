package io.corrsh.index.lucene.codec;

import io.corrsh.index.multiindex.Chunks;
import java.lang.foreign.MemorySegment;

/**
 * The tables of multi-index hashing of one field of a segment: for each chunk and each of its values the ordinals of the
 * codes that have it, ascending. Safe for use by several threads while the segment's reader is open; not beyond.
 */
public final class ChunkTables {

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
     * Where the lists of some values begin and end, and how many ordinals they hold together. The loop has no branch, so
     * that many waits for memory overlap.
     */
    public long bounds(int chunk, int[] values, int count, int[] from, int[] to, int at) {
        MemorySegment table = offsets[chunk];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int first = table.get(HammingKernel.INT, 4L * values[i]);
            int last = table.get(HammingKernel.INT, 4L * values[i] + 4);
            from[at + i] = first;
            to[at + i] = last;
            sum += last - first;
        }
        return sum;
    }

    /** Copies a part of a chunk's ordinals. */
    public void ordinals(int chunk, int from, int to, int[] out, int at) {
        MemorySegment.copy(ordinals[chunk], HammingKernel.INT, 4L * from, out, at, to - from);
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
