package io.corrsh.index.lucene.document;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.search.HammingHit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Gives documents back as they came. */
public final class StoredDocuments {

    private final IndexSearcher searcher;

    /** Reads from one state of an index. */
    public StoredDocuments(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /** The document with an id. */
    public Optional<IndexedDocument> get(String id) throws IOException {
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader reader = context.reader();
            PostingsEnum postings = reader.postings(Fields.id(id), PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = reader.getLiveDocs();
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return Optional.of(PackedDocument.unpack(code(reader, doc), packed(packed(reader), doc)));
                }
            }
        }
        return Optional.empty();
    }

    private static long @Nullable [] code(LeafReader reader, int doc) throws IOException {
        CodeColumns columns = CodeColumns.of(reader, Fields.CODE);
        int ord = columns == null ? -1 : columns.ord(doc);
        return columns == null || ord < 0 ? null : columns.code(ord);
    }

    /** The documents of hits, in the order of the hits. */
    public List<Neighbour> neighbours(List<HammingHit> hits) throws IOException {
        Neighbour[] neighbours = new Neighbour[hits.size()];
        Integer[] order = new Integer[hits.size()];
        Arrays.setAll(order, i -> i);
        // Doc values are read forwards, segment by segment.
        Arrays.sort(order, Comparator.comparingInt(i -> hits.get(i).doc()));
        LeafReaderContext leaf = null;
        BinaryDocValues packed = DocValues.emptyBinary();
        for (int i : order) {
            HammingHit hit = hits.get(i);
            if (leaf == null || hit.doc() >= leaf.docBase + leaf.reader().maxDoc()) {
                List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
                leaf = leaves.get(ReaderUtil.subIndex(hit.doc(), leaves));
                packed = packed(leaf.reader());
            }
            neighbours[i] = new Neighbour(
                    PackedDocument.unpack(hit.code(), packed(packed, hit.doc() - leaf.docBase)),
                    hit.distance(),
                    hit.weightedDistance());
        }
        return List.of(neighbours);
    }

    private static BinaryDocValues packed(LeafReader reader) throws IOException {
        return DocValues.getBinary(reader, Fields.PACKED);
    }

    private static BytesRef packed(BinaryDocValues values, int doc) throws IOException {
        if (!values.advanceExact(doc)) {
            throw new CorruptIndexException("document %d has no content".formatted(doc), Fields.PACKED);
        }
        return values.binaryValue();
    }
}
