package io.corrsh.index.lucene.codec;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.LeafReader;
import org.jspecify.annotations.Nullable;

/**
 * The codes of one field of a segment, by ordinal, 0 to {@link #size()} - 1, which ascends with the documents. Safe for
 * use by several threads while the segment's reader is open; not beyond.
 */
public final class CodeColumns {

    /** The number of codes to compare at once: enough to make the loop fast, few enough to look at again. */
    public static final int BLOCK = 512;

    private final int bytes;
    private final int size;
    private final MemorySegment[] columns;
    private final @Nullable MemorySegment documents;
    private final @Nullable ChunkTables tables;

    CodeColumns(
            int bytes,
            int size,
            MemorySegment[] columns,
            @Nullable MemorySegment documents,
            @Nullable ChunkTables tables) {
        this.bytes = bytes;
        this.size = size;
        this.columns = columns;
        this.documents = documents;
        this.tables = tables;
    }

    /** The chunk tables, or {@code null} in a segment with too few codes for them. */
    public @Nullable ChunkTables tables() {
        return tables;
    }

    /**
     * The codes of a field, or {@code null} if no document of the segment has one.
     *
     * @throws IllegalArgumentException if the field is kept in another format
     */
    public static @Nullable CodeColumns of(LeafReader reader, String field) throws IOException {
        ByteVectorValues values = reader.getByteVectorValues(field);
        if (values == null) {
            return null;
        }
        if (values instanceof CodeValues codes) {
            return codes.columns();
        }
        throw new IllegalArgumentException(
                "field '%s' must be kept by %s".formatted(field, HammingCodesFormat.class.getSimpleName()));
    }

    /** The number of codes. */
    public int size() {
        return size;
    }

    /** The number of bytes of a code. */
    public int bytes() {
        return bytes;
    }

    /** The number of words of a code. */
    public int words() {
        return columns.length;
    }

    /** Whether every document has a code, so that an ordinal is a document. */
    public boolean dense() {
        return documents == null;
    }

    /** The document of a code. */
    public int doc(int ord) {
        return documents == null ? ord : documents.get(HammingKernel.INT, ord * 4L);
    }

    /** The ordinal of a document's code, or a negative number if it has none. */
    public int ord(int doc) {
        if (documents == null) {
            return doc;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = documents.get(HammingKernel.INT, middle * 4L);
            if (found == doc) {
                return middle;
            } else if (found < doc) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** A word of a code. */
    public long word(int ord, int word) {
        return columns[word].get(HammingKernel.LONG, ord * 8L);
    }

    /** A copy of a code. */
    public long[] code(int ord) {
        long[] code = new long[columns.length];
        for (int word = 0; word < code.length; word++) {
            code[word] = word(ord, word);
        }
        return code;
    }

    /** The distance of one code. */
    public int distance(int ord, long[] query) {
        int distance = 0;
        for (int word = 0; word < columns.length; word++) {
            distance += Long.bitCount(word(ord, word) ^ query[word]);
        }
        return distance;
    }

    /** The distances of up to {@link #BLOCK} codes, from ordinal {@code from} on. */
    public void distances(int from, int length, long[] query, int[] distances) {
        HammingKernel.distances(columns[0], from * 8L, length, query[0], distances);
        for (int word = 1; word < columns.length; word++) {
            HammingKernel.addDistances(columns[word], from * 8L, length, query[word], distances);
        }
    }

    /**
     * The distances of some codes. The loops have no branch, so that many waits for memory overlap.
     *
     * @param ords the ordinals
     * @param distances gets the distances
     */
    public void distances(int[] ords, int count, long[] query, int[] distances) {
        HammingKernel.gather(columns[0], ords, count, query[0], distances);
        for (int word = 1; word < columns.length; word++) {
            HammingKernel.addGathered(columns[word], ords, count, query[word], distances);
        }
    }

    /**
     * A lower bound of the distances of some codes, from ordinal {@code from} on. Up to four words it is the
     * smallest distance; beyond, the sum of the smallest over each four words.
     */
    public int minimum(int from, int length, long[] query) {
        int sum = 0;
        for (int word = 0; word < columns.length; word += 4) {
            sum += minimum(word, from * 8L, length, query);
        }
        return sum;
    }

    private int minimum(int word, long at, int length, long[] query) {
        MemorySegment first = columns[word];
        return switch (Math.min(4, columns.length - word)) {
            case 1 -> HammingKernel.minimum(first, at, length, query[word]);
            case 2 -> HammingKernel.minimum(first, columns[word + 1], at, length, query[word], query[word + 1]);
            case 3 ->
                HammingKernel.minimum(
                        first,
                        columns[word + 1],
                        columns[word + 2],
                        at,
                        length,
                        query[word],
                        query[word + 1],
                        query[word + 2]);
            default ->
                HammingKernel.minimum(
                        first,
                        columns[word + 1],
                        columns[word + 2],
                        columns[word + 3],
                        at,
                        length,
                        query[word],
                        query[word + 1],
                        query[word + 2],
                        query[word + 3]);
        };
    }

    /** How many of the first distances are at most {@code limit}. */
    public static int countWithin(int[] distances, int length, int limit) {
        return HammingKernel.countWithin(distances, length, limit);
    }

    /** The bytes that the arrays take. */
    public long sizeInBytes() {
        return (long) size * (columns.length * 8L + (documents == null ? 0 : 4))
                + (tables == null ? 0 : tables.sizeInBytes());
    }
}
