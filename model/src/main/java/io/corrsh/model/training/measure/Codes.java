package io.corrsh.model.training.measure;

import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.SparseBatch;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** The codes of many documents in one block of memory. Immutable. */
public final class Codes {

    private static final int ROWS = 512;

    private final int size;
    private final int bits;
    private final int words;
    private final long[] values;

    private Codes(int size, int bits) {
        this.size = size;
        this.bits = bits;
        this.words = Math.ceilDiv(bits, Long.SIZE);
        this.values = new long[Math.multiplyExact(size, words)];
    }

    /** The codes that a network gives documents as it is now. */
    static Codes of(TrainingNetwork network, DocumentMatrix documents, Thresholds thresholds) {
        int bits = thresholds.values().length;
        Codes codes = new Codes(documents.size(), bits);
        SparseBatch rows = new SparseBatch(documents.vocabulary());
        for (int from = 0; from < documents.size(); from += ROWS) {
            rows.clear();
            for (int document = from; document < Math.min(documents.size(), from + ROWS); document++) {
                rows.addDocument(documents, document);
            }
            rows.index();
            codes.set(from, network.logits(rows), thresholds.values());
        }
        return codes;
    }

    private void set(int from, float[] logits, float[] thresholds) {
        for (int i = 0; i < logits.length; i++) {
            int bit = i % bits;
            if (logits[i] > thresholds[bit]) {
                values[(from + i / bits) * words + bit / Long.SIZE] |= Long.MIN_VALUE >>> bit;
            }
        }
    }

    int size() {
        return size;
    }

    public int bits() {
        return bits;
    }

    public boolean isSet(int document, int bit) {
        return values[document * words + bit / Long.SIZE] << bit < 0;
    }

    int distance(int document, Codes other, int otherDocument) {
        int distance = 0;
        for (int w = 0; w < words; w++) {
            distance += Long.bitCount(values[document * words + w] ^ other.values[otherDocument * words + w]);
        }
        return distance;
    }

    /** The codes one by one, bit 0 the highest of word 0. */
    public List<long[]> list() {
        return new AbstractList<>() {
            @Override
            public long[] get(int document) {
                return Arrays.copyOfRange(values, document * words, (document + 1) * words);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
