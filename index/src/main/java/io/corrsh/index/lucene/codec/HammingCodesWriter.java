package io.corrsh.index.lucene.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.KnnFieldVectorsWriter;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.DocsWithFieldSet;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.Sorter;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.IORunnable;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.RamUsageEstimator;
import org.jspecify.annotations.Nullable;

/** Writes the codes of a segment: from memory at a flush, column by column from the old segments at a merge. */
final class HammingCodesWriter extends KnnVectorsWriter {

    private static final long SHALLOW = RamUsageEstimator.shallowSizeOfInstance(HammingCodesWriter.class);

    private final SegmentWriteState state;
    private final int tablesFrom;
    private final IndexOutput meta;
    private final IndexOutput data;
    private final List<CodeBuffer> buffers = new ArrayList<>();

    HammingCodesWriter(SegmentWriteState state, int version, int tablesFrom) throws IOException {
        this.state = state;
        this.tablesFrom = tablesFrom;
        List<IndexOutput> open = new ArrayList<>();
        try {
            meta = create(HammingCodesFormat.META_EXTENSION, version, open);
            data = create(HammingCodesFormat.DATA_EXTENSION, version, open);
        } catch (Throwable t) {
            IOUtils.closeWhileHandlingException(open);
            throw t;
        }
    }

    private IndexOutput create(String extension, int version, List<IndexOutput> open) throws IOException {
        String name = IndexFileNames.segmentFileName(state.segmentInfo.name, state.segmentSuffix, extension);
        IndexOutput output = state.directory.createOutput(name, state.context);
        open.add(output);
        CodecUtil.writeIndexHeader(
                output, HammingCodesFormat.NAME, version, state.segmentInfo.getId(), state.segmentSuffix);
        return output;
    }

    @Override
    public KnnFieldVectorsWriter<?> addField(FieldInfo field) {
        checkEncoding(field);
        CodeBuffer buffer = new CodeBuffer(field);
        buffers.add(buffer);
        return buffer;
    }

    private static void checkEncoding(FieldInfo field) {
        if (field.getVectorEncoding() != VectorEncoding.BYTE) {
            throw new IllegalArgumentException("field '%s' must hold bytes to be kept as codes, got %s"
                    .formatted(field.name, field.getVectorEncoding()));
        }
    }

    @Override
    public void flush(int maxDoc, Sorter.@Nullable DocMap sortMap) throws IOException {
        for (CodeBuffer buffer : buffers) {
            int size = buffer.size();
            DocsWithFieldSet documents = buffer.documents;
            int[] order = null;
            if (sortMap != null) {
                order = new int[size];
                documents = new DocsWithFieldSet();
                mapOldOrdToNewOrd(buffer.documents, sortMap, null, order, documents);
            }
            CodeSource codes = buffer.in(order);
            long[] columns = new long[HammingCodesFormat.words(buffer.field.getVectorDimension())];
            for (int word = 0; word < columns.length; word++) {
                columns[word] = data.alignFilePointer(HammingCodesFormat.ALIGNMENT);
                for (int ord = 0; ord < size; ord++) {
                    data.writeLong(codes.word(ord, word));
                }
            }
            writeField(buffer.field, columns, codes, size == maxDoc ? null : documents.iterator());
        }
    }

    @Override
    public @Nullable IORunnable mergeOneField(FieldInfo field, MergeState merge) throws IOException {
        checkEncoding(field);
        long[] columns = new long[HammingCodesFormat.words(field.getVectorDimension())];
        boolean tables = MergedCodes.count(field, merge) >= tablesFrom;
        try (ColumnCopy copy = new ColumnCopy(state, columns.length)) {
            for (int word = 0; word < columns.length; word++) {
                columns[word] = data.alignFilePointer(HammingCodesFormat.ALIGNMENT);
                // Only numbers cross the heap here: a column is read once from each old segment and written at once.
                MergedCodes codes = new MergedCodes(field, merge);
                IndexOutput kept = tables ? copy.begin(word) : null;
                int size = 0;
                while (codes.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    long value = codes.word(word);
                    data.writeLong(value);
                    if (kept != null) {
                        kept.writeLong(value);
                    }
                    size++;
                }
                copy.end(word, size);
            }
            boolean dense = copy.size() == state.segmentInfo.maxDoc();
            writeField(field, columns, copy, dense ? null : new MergedCodes(field, merge));
        }
        return null;
    }

    /** Writes what stands after the columns: the documents of a sparse segment, the tables, and the field's meta data. */
    private void writeField(FieldInfo field, long[] columns, CodeSource codes, @Nullable DocIdSetIterator documents)
            throws IOException {
        long documentsAt = -1;
        if (documents != null) {
            documentsAt = data.alignFilePointer(HammingCodesFormat.ALIGNMENT);
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                data.writeInt(doc);
            }
        }
        List<ChunkTablesWriter.Table> tables = codes.size() >= tablesFrom
                ? new ChunkTablesWriter(data).write(codes, field.getVectorDimension())
                : List.of();
        meta.writeInt(field.number);
        meta.writeInt(field.getVectorDimension());
        meta.writeInt(codes.size());
        meta.writeInt(documents == null ? 0 : HammingCodesFormat.FLAG_SPARSE);
        meta.writeInt(tables.size());
        for (long column : columns) {
            meta.writeLong(column);
        }
        if (documents != null) {
            meta.writeLong(documentsAt);
        }
        for (ChunkTablesWriter.Table table : tables) {
            for (long mask : table.mask()) {
                meta.writeLong(mask);
            }
            meta.writeLong(table.offsets());
            meta.writeLong(table.ordinals());
        }
    }

    @Override
    public void finish() throws IOException {
        CodecUtil.writeFooter(data);
        meta.writeInt(-1);
        meta.writeLong(data.getFilePointer());
        CodecUtil.writeFooter(meta);
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(meta, data);
    }

    @Override
    public long ramBytesUsed() {
        long bytes = SHALLOW;
        for (CodeBuffer buffer : buffers) {
            bytes += buffer.ramBytesUsed();
        }
        return bytes;
    }
}
