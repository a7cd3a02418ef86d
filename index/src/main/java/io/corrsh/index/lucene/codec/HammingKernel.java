package io.corrsh.index.lucene.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The inner loops of a scan. C2 turns them into vector code as long as each is a small static method with an {@code int}
 * index and no branch; keep them so.
 */
final class HammingKernel {

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private HammingKernel() {}

    /** The smallest distance among {@code length} codes of one word, from byte {@code at} of the column on. */
    static int minimum(MemorySegment column, long at, int length, long query) {
        int minimum = 64;
        for (int i = 0; i < length; i++) {
            minimum = Math.min(minimum, Long.bitCount(column.get(LONG, at + i * 8L) ^ query));
        }
        return minimum;
    }

    /** The same for two words. */
    static int minimum(MemorySegment column0, MemorySegment column1, long at, int length, long query0, long query1) {
        int minimum = 128;
        for (int i = 0; i < length; i++) {
            minimum = Math.min(
                    minimum,
                    Long.bitCount(column0.get(LONG, at + i * 8L) ^ query0)
                            + Long.bitCount(column1.get(LONG, at + i * 8L) ^ query1));
        }
        return minimum;
    }

    /** The same for three words. */
    static int minimum(
            MemorySegment column0,
            MemorySegment column1,
            MemorySegment column2,
            long at,
            int length,
            long query0,
            long query1,
            long query2) {
        int minimum = 192;
        for (int i = 0; i < length; i++) {
            minimum = Math.min(
                    minimum,
                    Long.bitCount(column0.get(LONG, at + i * 8L) ^ query0)
                            + Long.bitCount(column1.get(LONG, at + i * 8L) ^ query1)
                            + Long.bitCount(column2.get(LONG, at + i * 8L) ^ query2));
        }
        return minimum;
    }

    /** The same for four words. */
    static int minimum(
            MemorySegment column0,
            MemorySegment column1,
            MemorySegment column2,
            MemorySegment column3,
            long at,
            int length,
            long query0,
            long query1,
            long query2,
            long query3) {
        int minimum = 256;
        for (int i = 0; i < length; i++) {
            minimum = Math.min(
                    minimum,
                    Long.bitCount(column0.get(LONG, at + i * 8L) ^ query0)
                            + Long.bitCount(column1.get(LONG, at + i * 8L) ^ query1)
                            + Long.bitCount(column2.get(LONG, at + i * 8L) ^ query2)
                            + Long.bitCount(column3.get(LONG, at + i * 8L) ^ query3));
        }
        return minimum;
    }

    /** Sets the distances of one word. */
    static void distances(MemorySegment column, long at, int length, long query, int[] distances) {
        for (int i = 0; i < length; i++) {
            distances[i] = Long.bitCount(column.get(LONG, at + i * 8L) ^ query);
        }
    }

    /** Adds the distances of a further word. */
    static void addDistances(MemorySegment column, long at, int length, long query, int[] distances) {
        for (int i = 0; i < length; i++) {
            distances[i] += Long.bitCount(column.get(LONG, at + i * 8L) ^ query);
        }
    }

    /** Sets the distances of one word of codes that stand anywhere. */
    static void gather(MemorySegment column, int[] ords, int length, long query, int[] distances) {
        for (int i = 0; i < length; i++) {
            distances[i] = Long.bitCount(column.get(LONG, ords[i] * 8L) ^ query);
        }
    }

    /** Adds the distances of a further word. */
    static void addGathered(MemorySegment column, int[] ords, int length, long query, int[] distances) {
        for (int i = 0; i < length; i++) {
            distances[i] += Long.bitCount(column.get(LONG, ords[i] * 8L) ^ query);
        }
    }

    /** How many of the first values are at most {@code limit}. */
    static int countWithin(int[] values, int length, int limit) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            // The sign of the difference, without a branch.
            count += (values[i] - limit - 1) >>> 31;
        }
        return count;
    }
}
