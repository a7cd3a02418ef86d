package io.corrsh.index.lucene.codec;

import io.corrsh.index.multiindex.ChunkFit;
import io.corrsh.index.multiindex.Chunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.IndexOutput;

/**
 * Writes the chunk tables of a field by counting sort. The heap holds one table's counts and a bounded part of its
 * ordinals: the codes are passed over once for each part.
 */
final class ChunkTablesWriter {

    /** So many ordinals are sorted at once: 16 MB. */
    private static final int PART = 1 << 22;

    private static final int SAMPLE = 4096;

    private final IndexOutput data;
    private final int part;

    ChunkTablesWriter(IndexOutput data) {
        this(data, PART);
    }

    ChunkTablesWriter(IndexOutput data, int part) {
        this.data = data;
        this.part = part;
    }

    /** What the meta data say of a table. */
    @SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
    record Table(long[] mask, long offsets, long ordinals) {}

    /** Writes the tables of codes of some bytes. */
    List<Table> write(CodeSource codes, int bytes) throws IOException {
        int bits = bytes * 8;
        int words = HammingCodesFormat.words(bytes);
        Chunks chunks = ChunkFit.spread(bits, ChunkFit.chunks(bits, codes.size()), sample(codes, words));
        List<Table> tables = new ArrayList<>();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            long[] mask = new long[words];
            for (int word = 0; word < words; word++) {
                mask[word] = chunks.mask(chunk, word);
            }
            tables.add(write(codes, chunks, chunk, mask));
        }
        return tables;
    }

    private static long[][] sample(CodeSource codes, int words) throws IOException {
        int count = Math.min(SAMPLE, codes.size());
        long[][] sample = new long[count][words];
        for (int i = 0; i < count; i++) {
            int ord = (int) ((long) codes.size() * i / count);
            for (int word = 0; word < words; word++) {
                sample[i][word] = codes.word(ord, word);
            }
        }
        return sample;
    }

    private Table write(CodeSource codes, Chunks chunks, int chunk, long[] mask) throws IOException {
        int values = 1 << chunks.bits(chunk);
        int[] starts = new int[values + 1];
        for (int ord = 0; ord < codes.size(); ord++) {
            starts[value(codes, ord, chunks, chunk, mask) + 1]++;
        }
        for (int value = 0; value < values; value++) {
            starts[value + 1] += starts[value];
        }
        long offsets = data.alignFilePointer(HammingCodesFormat.ALIGNMENT);
        for (int start : starts) {
            data.writeInt(start);
        }
        long ordinals = data.alignFilePointer(HammingCodesFormat.ALIGNMENT);
        int[] sorted = new int[Math.min(part, codes.size())];
        for (int value = 0; value < values; ) {
            int end = value + 1;
            while (end < values && starts[end + 1] - starts[value] <= sorted.length) {
                end++;
            }
            if (starts[end] > starts[value]) {
                writePart(codes, chunks, chunk, mask, starts, value, end, sorted);
            }
            value = end;
        }
        return new Table(mask, offsets, ordinals);
    }

    /** Writes the ordinals of the codes with the values from one up to another, not included. */
    private void writePart(
            CodeSource codes, Chunks chunks, int chunk, long[] mask, int[] starts, int value, int end, int[] sorted)
            throws IOException {
        int base = starts[value];
        int count = starts[end] - base;
        if (count > sorted.length) {
            // One value of very many codes: they come in their order anyway.
            for (int ord = 0; ord < codes.size(); ord++) {
                if (value(codes, ord, chunks, chunk, mask) == value) {
                    data.writeInt(ord);
                }
            }
            return;
        }
        int[] next = new int[end - value];
        for (int i = 0; i < next.length; i++) {
            next[i] = starts[value + i] - base;
        }
        for (int ord = 0; ord < codes.size(); ord++) {
            int at = value(codes, ord, chunks, chunk, mask) - value;
            if (at >= 0 && at < next.length) {
                sorted[next[at]++] = ord;
            }
        }
        for (int i = 0; i < count; i++) {
            data.writeInt(sorted[i]);
        }
    }

    private static int value(CodeSource codes, int ord, Chunks chunks, int chunk, long[] mask) throws IOException {
        long value = 0;
        for (int word = 0; word < mask.length; word++) {
            if (mask[word] != 0) {
                value = chunks.append(value, chunk, word, codes.word(ord, word));
            }
        }
        return (int) value;
    }
}
