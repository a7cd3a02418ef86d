package io.corrsh.index.lucene.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.store.ChecksumIndexInput;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Opens the columns of a segment. Truncated files are found when it opens, flipped bits by the integrity check. */
final class HammingCodesReader extends KnnVectorsReader {

    private final Map<String, CodeColumns> fields = new HashMap<>();
    private final IndexInput data;
    private final int version;

    /** Holds copies of what is not mapped; mostly there are none. */
    private @Nullable Arena copies;

    HammingCodesReader(SegmentReadState state) throws IOException {
        Map<FieldInfo, ColumnsEntry> entries = new HashMap<>();
        int metaVersion = -1;
        long length = -1;
        try (ChecksumIndexInput meta =
                state.directory.openChecksumInput(fileName(state, HammingCodesFormat.META_EXTENSION))) {
            Throwable failure = null;
            try {
                metaVersion = checkHeader(meta, state);
                length = readEntries(meta, state.fieldInfos, metaVersion, entries);
            } catch (Throwable t) {
                failure = t;
            } finally {
                CodecUtil.checkFooter(meta, failure);
            }
        }
        version = metaVersion;
        data = state.directory.openInput(fileName(state, HammingCodesFormat.DATA_EXTENSION), state.context);
        try {
            int dataVersion = checkHeader(data, state);
            if (dataVersion != version) {
                throw new CorruptIndexException(
                        "format version of the data is %d, of its meta data %d".formatted(dataVersion, version), data);
            }
            CodecUtil.retrieveChecksum(data, length);
            for (Map.Entry<FieldInfo, ColumnsEntry> entry : entries.entrySet()) {
                fields.put(entry.getKey().name, entry.getValue().open(data, this::copies));
            }
        } catch (Throwable t) {
            IOUtils.closeWhileHandlingException(this);
            throw t;
        }
    }

    private Arena copies() {
        if (copies == null) {
            copies = Arena.ofShared();
        }
        return copies;
    }

    private static String fileName(SegmentReadState state, String extension) {
        return IndexFileNames.segmentFileName(state.segmentInfo.name, state.segmentSuffix, extension);
    }

    private static int checkHeader(IndexInput input, SegmentReadState state) throws IOException {
        return CodecUtil.checkIndexHeader(
                input,
                HammingCodesFormat.NAME,
                HammingCodesFormat.VERSION_START,
                HammingCodesFormat.VERSION_CURRENT,
                state.segmentInfo.getId(),
                state.segmentSuffix);
    }

    /** Reads the entries of all fields and returns the length that the data file must have. */
    private static long readEntries(
            IndexInput meta, FieldInfos infos, int version, Map<FieldInfo, ColumnsEntry> entries) throws IOException {
        for (int number = meta.readInt(); number != -1; number = meta.readInt()) {
            FieldInfo field = infos.fieldInfo(number);
            if (field == null) {
                throw new CorruptIndexException("unknown field number %d".formatted(number), meta);
            }
            entries.put(field, ColumnsEntry.read(meta, field, version));
        }
        return meta.readLong();
    }

    @Override
    public void checkIntegrity() throws IOException {
        CodecUtil.checksumEntireFile(data);
    }

    @Override
    public @Nullable ByteVectorValues getByteVectorValues(String field) {
        CodeColumns columns = fields.get(field);
        return columns == null ? null : new CodeValues(columns, version < HammingCodesFormat.VERSION_CURRENT);
    }

    @Override
    public FloatVectorValues getFloatVectorValues(String field) {
        throw new UnsupportedOperationException("field '%s' holds codes".formatted(field));
    }

    @Override
    public void search(String field, float[] target, KnnCollector collector, AcceptDocs accept) {
        throw new UnsupportedOperationException("field '%s' holds codes".formatted(field));
    }

    /** Offers every accepted document, for {@code KnnByteVectorQuery}; its similarity is (bits - distance) / bits. */
    @Override
    public void search(String field, byte[] target, KnnCollector collector, AcceptDocs accept) throws IOException {
        CodeColumns columns = fields.get(field);
        if (columns == null) {
            return;
        }
        long[] query = new long[columns.words()];
        for (int word = 0; word < query.length; word++) {
            query[word] = Codes.word(target, word);
        }
        float bits = columns.bytes() * 8;
        Bits live = accept.bits();
        int[] distances = new int[CodeColumns.BLOCK];
        for (int from = 0; from < columns.size(); from += CodeColumns.BLOCK) {
            int length = Math.min(CodeColumns.BLOCK, columns.size() - from);
            columns.distances(from, length, query, distances);
            for (int i = 0; i < length; i++) {
                int doc = columns.doc(from + i);
                float similarity = (bits - distances[i]) / bits;
                if (similarity > collector.minCompetitiveSimilarity() && (live == null || live.get(doc))) {
                    collector.collect(doc, similarity);
                }
            }
            collector.incVisitedCount(length);
        }
    }

    @Override
    public Map<String, Long> getOffHeapByteSize(FieldInfo field) {
        CodeColumns columns = fields.get(field.name);
        return columns == null ? Map.of() : Map.of(HammingCodesFormat.DATA_EXTENSION, columns.sizeInBytes());
    }

    @Override
    public void close() throws IOException {
        try (Arena closing = copies) {
            data.close();
        }
    }
}
