package io.corrsh.index.lucene.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocIDMerger;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/** Walks the codes of the segments being merged in the order of their new documents, without copying them. */
final class MergedCodes extends DocIdSetIterator {

    private final DocIDMerger<Segment> merger;
    private @Nullable Segment current;
    private int doc = -1;

    MergedCodes(FieldInfo field, MergeState merge) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < merge.knnVectorsReaders.length; i++) {
            KnnVectorsReader reader = merge.knnVectorsReaders[i];
            FieldInfo info = merge.fieldInfos[i].fieldInfo(field.name);
            if (reader != null && info != null && info.hasVectorValues()) {
                ByteVectorValues values = reader.getByteVectorValues(field.name);
                if (values != null) {
                    segments.add(new Segment(merge.docMaps[i], values));
                }
            }
        }
        merger = DocIDMerger.of(segments, merge.needsIndexSort);
    }

    /** How many codes the segments have; deleted documents, which the merge leaves out, are among them. */
    static long count(FieldInfo field, MergeState merge) throws IOException {
        long count = 0;
        for (int i = 0; i < merge.knnVectorsReaders.length; i++) {
            KnnVectorsReader reader = merge.knnVectorsReaders[i];
            FieldInfo info = merge.fieldInfos[i].fieldInfo(field.name);
            if (reader != null && info != null && info.hasVectorValues()) {
                ByteVectorValues values = reader.getByteVectorValues(field.name);
                count += values == null ? 0 : values.size();
            }
        }
        return count;
    }

    /** A word of the current document's code. */
    long word(int word) throws IOException {
        if (current == null) {
            throw new IllegalStateException("no current document");
        }
        return current.word(word);
    }

    @Override
    public int nextDoc() throws IOException {
        current = merger.next();
        doc = current == null ? NO_MORE_DOCS : current.mappedDocID;
        return doc;
    }

    @Override
    public int docID() {
        return doc;
    }

    @Override
    public int advance(int target) throws IOException {
        return slowAdvance(target);
    }

    @Override
    public long cost() {
        return Integer.MAX_VALUE;
    }

    private static final class Segment extends DocIDMerger.Sub {

        private final ByteVectorValues values;
        private final @Nullable CodeColumns columns;
        private final KnnVectorValues.DocIndexIterator iterator;

        Segment(MergeState.DocMap documents, ByteVectorValues values) {
            super(documents);
            this.values = values;
            this.columns = values instanceof CodeValues codes ? codes.columns() : null;
            this.iterator = values.iterator();
        }

        @Override
        public int nextDoc() throws IOException {
            return iterator.nextDoc();
        }

        long word(int word) throws IOException {
            int ord = iterator.index();
            // Segments of an index that had another format before are merged too.
            return columns != null ? columns.word(ord, word) : Codes.word(values.vectorValue(ord), word);
        }
    }
}
