package io.corrsh.model.training.scratch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * An array of pairs, each a number and a value, which may be longer than an array of Java: words and their weights, neighbours and their
 * similarities. In a temporary file or on the heap. Several threads may read, and write to different places. Read after
 * {@link #close()} it throws an IllegalStateException.
 */
public final class Pairs implements AutoCloseable {

    private static final ValueLayout.OfLong PAIR = ValueLayout.JAVA_LONG;

    private final MemorySegment segment;
    private final @Nullable Arena arena;

    private Pairs(MemorySegment segment, @Nullable Arena arena) {
        this.segment = segment;
        this.arena = arena;
    }

    /** Pairs in memory that an arena maps, and that it alone owns. */
    static Pairs mapped(MemorySegment segment, Arena arena) {
        return new Pairs(segment, arena);
    }

    /** Pairs on the heap, as {@link #pair} makes them: the array itself. */
    static Pairs onHeap(long[] pairs) {
        return new Pairs(MemorySegment.ofArray(pairs), null);
    }

    /** A number and a value in one. */
    static long pair(int number, float value) {
        return (long) number << Integer.SIZE | Float.floatToRawIntBits(value) & 0xFFFF_FFFFL;
    }

    /** How many pairs there are. */
    public long size() {
        return segment.byteSize() / Long.BYTES;
    }

    public int number(long i) {
        return (int) (segment.getAtIndex(PAIR, i) >>> Integer.SIZE);
    }

    public float value(long i) {
        return Float.intBitsToFloat((int) segment.getAtIndex(PAIR, i));
    }

    /** The values from one place to another, exclusive, copied. */
    public float[] values(long from, long to) {
        float[] values = new float[Math.toIntExact(to - from)];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(from + i);
        }
        return values;
    }

    public void set(long i, int number, float value) {
        segment.setAtIndex(PAIR, i, pair(number, value));
    }

    /** Gives the memory and the file back, at once; pairs on the heap stay. */
    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
