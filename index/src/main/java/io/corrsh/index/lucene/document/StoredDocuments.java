package io.corrsh.index.lucene.document;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.search.HammingHit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
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
                    StoredFields stored = searcher.storedFields();
                    return Optional.of(document(stored, context.docBase + doc, id, code(reader, doc)));
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
        // Documents are stored in compressed blocks: in their order each block is unpacked once.
        Arrays.sort(order, Comparator.comparingInt(i -> hits.get(i).doc()));
        StoredFields stored = searcher.storedFields();
        for (int i : order) {
            HammingHit hit = hits.get(i);
            neighbours[i] = new Neighbour(
                    document(stored, hit.doc(), hit.id().utf8ToString(), hit.code()),
                    hit.distance(),
                    hit.weightedDistance());
        }
        return List.of(neighbours);
    }

    private static IndexedDocument document(StoredFields stored, int doc, String id, long @Nullable [] code)
            throws IOException {
        Document document = stored.document(doc);
        BytesRef values = document.getBinaryValue(Fields.VALUES);
        Map<String, List<Object>> fields = values == null ? Map.of() : FieldValues.decode(bytes(values));
        return new IndexedDocument(id, code, bytes(document.getBinaryValue(Fields.SOURCE)), fields);
    }

    private static byte[] bytes(BytesRef bytes) {
        return Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
    }
}
