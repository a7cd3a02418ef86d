package io.corrsh.index.lucene.codec;

import org.apache.lucene.codecs.KnnFieldVectorsWriter;
import org.apache.lucene.index.DocsWithFieldSet;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.RamUsageEstimator;
import org.jspecify.annotations.Nullable;

/** The codes of one field that were added since the last flush, word after word. */
final class CodeBuffer extends KnnFieldVectorsWriter<byte[]> {

    private static final long SHALLOW = RamUsageEstimator.shallowSizeOfInstance(CodeBuffer.class);

    final FieldInfo field;
    final DocsWithFieldSet documents = new DocsWithFieldSet();

    private final int words;
    private long[] codes = new long[0];
    private int size;
    private int lastDocument = -1;

    CodeBuffer(FieldInfo field) {
        this.field = field;
        this.words = HammingCodesFormat.words(field.getVectorDimension());
    }

    @Override
    public void addValue(int document, byte[] code) {
        if (document == lastDocument) {
            throw new IllegalArgumentException("field '%s' must have one code a document".formatted(field.name));
        }
        lastDocument = document;
        documents.add(document);
        codes = ArrayUtil.grow(codes, Math.multiplyExact(size + 1, words));
        for (int word = 0; word < words; word++) {
            codes[size * words + word] = Codes.word(code, word);
        }
        size++;
    }

    int size() {
        return size;
    }

    /** The codes in another order, {@code null} for their own. */
    CodeSource in(int @Nullable [] order) {
        return new CodeSource() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public long word(int ord, int word) {
                return codes[(order == null ? ord : order[ord]) * words + word];
            }
        };
    }

    @Override
    public byte[] copyValue(byte[] code) {
        return code.clone();
    }

    @Override
    public long ramBytesUsed() {
        return SHALLOW + RamUsageEstimator.sizeOf(codes) + documents.ramBytesUsed();
    }
}
