package io.corrsh.index.lucene.codec;

import io.corrsh.index.multiindex.Chunks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MemorySegmentAccessInput;

/**
 * What the meta file says of one field.
 *
 * @param columns the offsets of the columns in the data file
 * @param documents the offset of the documents, or -1 if every document has a code
 * @param tables the chunk tables; none in a small segment
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
record ColumnsEntry(int bytes, int size, long[] columns, long documents, List<ChunkTablesWriter.Table> tables) {

    static ColumnsEntry read(IndexInput meta, FieldInfo field, int version) throws IOException {
        int bytes = meta.readInt();
        if (bytes != field.getVectorDimension()) {
            throw new CorruptIndexException(
                    "field '%s' has codes of %d bytes, expected %d"
                            .formatted(field.name, bytes, field.getVectorDimension()),
                    meta);
        }
        int size = meta.readInt();
        int flags = meta.readInt();
        int tables = meta.readInt();
        if (size < 0
                || (flags & ~HammingCodesFormat.FLAG_SPARSE) != 0
                || tables < 0
                || tables > (version < HammingCodesFormat.VERSION_TABLES ? 0 : bytes * 8)) {
            throw new CorruptIndexException(
                    "field '%s' has size %d, flags %d and %d tables".formatted(field.name, size, flags, tables), meta);
        }
        long[] columns = new long[HammingCodesFormat.words(bytes)];
        for (int word = 0; word < columns.length; word++) {
            columns[word] = meta.readLong();
        }
        long documents = flags == 0 ? -1 : meta.readLong();
        List<ChunkTablesWriter.Table> all = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            long[] mask = new long[columns.length];
            for (int word = 0; word < mask.length; word++) {
                mask[word] = meta.readLong();
            }
            all.add(new ChunkTablesWriter.Table(mask, meta.readLong(), meta.readLong()));
        }
        return new ColumnsEntry(bytes, size, columns, documents, all);
    }

    /** Maps the arrays; where the directory does not map files, copies them. */
    CodeColumns open(IndexInput data, Supplier<Arena> copies) throws IOException {
        MemorySegment[] words = new MemorySegment[columns.length];
        for (int word = 0; word < words.length; word++) {
            words[word] = segment(data, columns[word], (long) size * Long.BYTES, copies);
        }
        MemorySegment docs = documents < 0 ? null : segment(data, documents, (long) size * Integer.BYTES, copies);
        return new CodeColumns(bytes, size, words, docs, tables.isEmpty() ? null : openTables(data, copies));
    }

    private ChunkTables openTables(IndexInput data, Supplier<Arena> copies) throws IOException {
        Chunks chunks = chunks(data);
        MemorySegment[] offsets = new MemorySegment[chunks.count()];
        MemorySegment[] ordinals = new MemorySegment[chunks.count()];
        for (int chunk = 0; chunk < offsets.length; chunk++) {
            ChunkTablesWriter.Table table = tables.get(chunk);
            long values = 1L << chunks.bits(chunk);
            offsets[chunk] = segment(data, table.offsets(), (values + 1) * Integer.BYTES, copies);
            ordinals[chunk] = segment(data, table.ordinals(), (long) size * Integer.BYTES, copies);
            int first = offsets[chunk].get(HammingKernel.INT, 0);
            int last = offsets[chunk].get(HammingKernel.INT, values * Integer.BYTES);
            if (first != 0 || last != size) {
                throw new CorruptIndexException(
                        "chunk table %d holds %d to %d of %d codes".formatted(chunk, first, last, size), data);
            }
        }
        return new ChunkTables(chunks, offsets, ordinals);
    }

    private Chunks chunks(IndexInput data) throws CorruptIndexException {
        try {
            return new Chunks(
                    bytes * 8,
                    tables.stream().map(ChunkTablesWriter.Table::mask).toArray(long[][]::new));
        } catch (IllegalArgumentException e) {
            throw new CorruptIndexException(String.valueOf(e.getMessage()), data, e);
        }
    }

    static MemorySegment segment(IndexInput data, long offset, long length, Supplier<Arena> copies) throws IOException {
        if (offset < 0 || offset > data.length() - length) {
            throw new CorruptIndexException(
                    "an array of %d bytes at %d is beyond the end %d".formatted(length, offset, data.length()), data);
        }
        IndexInput slice = data.slice("codes", offset, length);
        if (slice instanceof MemorySegmentAccessInput mapped) {
            MemorySegment segment = mapped.segmentSliceOrNull(0, length);
            if (segment != null) {
                return segment;
            }
        }
        MemorySegment copy = copies.get().allocate(length, HammingCodesFormat.ALIGNMENT);
        byte[] buffer = new byte[(int) Math.min(length, 1 << 16)];
        for (long at = 0; at < length; at += buffer.length) {
            int part = (int) Math.min(buffer.length, length - at);
            slice.readBytes(buffer, 0, part);
            MemorySegment.copy(MemorySegment.ofArray(buffer), 0, copy, at, part);
        }
        return copy;
    }
}
