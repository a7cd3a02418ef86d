package io.corrsh.index.lucene.join;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/** The ids of documents, in any order; takes 4 bytes a document. Used by one thread at a time. */
public final class DocumentIds {

    private final List<LeafReaderContext> leaves;
    private final SortedDocValues[] values;
    private final int[] ords;

    /** Reads which id each document has; the ids themselves are looked up when they are asked for. */
    public DocumentIds(IndexSearcher searcher, String idField) throws IOException {
        leaves = searcher.getIndexReader().leaves();
        values = new SortedDocValues[leaves.size()];
        ords = new int[searcher.getIndexReader().maxDoc()];
        Arrays.fill(ords, -1);
        for (LeafReaderContext leaf : leaves) {
            SortedDocValues ids = DocValues.getSorted(leaf.reader(), idField);
            values[leaf.ord] = ids;
            for (int doc = ids.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = ids.nextDoc()) {
                ords[leaf.docBase + doc] = ids.ordValue();
            }
        }
    }

    /** Compares the ids of two documents by their bytes. */
    int compare(int left, int right) throws IOException {
        int leftLeaf = ReaderUtil.subIndex(left, leaves);
        int rightLeaf = ReaderUtil.subIndex(right, leaves);
        if (leftLeaf == rightLeaf) {
            return Integer.compare(ords[left], ords[right]);
        }
        BytesRef id = BytesRef.deepCopyOf(id(leftLeaf, left));
        return id.compareTo(id(rightLeaf, right));
    }

    private BytesRef id(int leaf, int doc) throws IOException {
        if (ords[doc] < 0) {
            throw new IllegalStateException("document %d has no id".formatted(doc));
        }
        return values[leaf].lookupOrd(ords[doc]);
    }

    /** The ids of some documents; many at once are looked up in the order in which they are stored. */
    public String[] ids(int[] documents, int from, int to) throws IOException {
        // By segment, then by rank: in the high bits what to sort by, in the low ones where the id belongs.
        long[] order = new long[to - from];
        String[] ids = new String[to - from];
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            int start = leaves.get(leaf).docBase;
            int end = start + leaves.get(leaf).reader().maxDoc();
            int count = 0;
            for (int i = from; i < to; i++) {
                if (documents[i] >= start && documents[i] < end) {
                    order[count++] = (long) ords[documents[i]] << 32 | (i - from);
                }
            }
            Arrays.sort(order, 0, count);
            for (int i = 0; i < count; i++) {
                int at = (int) order[i];
                ids[at] = id(leaf, documents[from + at]).utf8ToString();
            }
        }
        return ids;
    }
}
