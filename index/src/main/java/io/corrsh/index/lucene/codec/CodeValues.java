package io.corrsh.index.lucene.codec;

import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.VectorScorer;
import org.jspecify.annotations.Nullable;

/** Lucene's view of the columns, as one array of bytes a document. */
public final class CodeValues extends ByteVectorValues {

    private final CodeColumns columns;
    private final boolean outdated;

    CodeValues(CodeColumns columns, boolean outdated) {
        this.columns = columns;
        this.outdated = outdated;
    }

    /** Whether an older version of the format wrote them; a merge makes them current. */
    public boolean outdated() {
        return outdated;
    }

    /** The columns themselves; they may be read as long as the segment's reader is open. */
    public CodeColumns columns() {
        return columns;
    }

    @Override
    public byte[] vectorValue(int ord) {
        return Codes.bytes(columns.code(ord), columns.bytes());
    }

    @Override
    public CodeValues copy() {
        return this;
    }

    @Override
    public int dimension() {
        return columns.bytes();
    }

    @Override
    public int size() {
        return columns.size();
    }

    @Override
    public int ordToDoc(int ord) {
        return columns.doc(ord);
    }

    /** Scores by (bits - distance) / bits; {@code null} if there are no codes. */
    @Override
    public @Nullable VectorScorer scorer(byte[] target) {
        if (size() == 0) {
            return null;
        }
        long[] query = Codes.words(target);
        DocIndexIterator iterator = iterator();
        float bits = columns.bytes() * 8;
        return new VectorScorer() {
            @Override
            public float score() {
                return (bits - columns.distance(iterator.index(), query)) / bits;
            }

            @Override
            public DocIdSetIterator iterator() {
                return iterator;
            }
        };
    }

    @Override
    public DocIndexIterator iterator() {
        return columns.dense() ? createDenseIterator() : createSparseIterator();
    }
}
