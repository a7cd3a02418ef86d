package io.corrsh.index.lucene.document;

import io.corrsh.index.CodeConsumer;
import io.corrsh.index.DocumentConsumer;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.WordHit;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.search.HammingHit;
import java.io.IOException;
import java.util.ArrayList;
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
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
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
        int[] docs = hits.stream().mapToInt(HammingHit::doc).toArray();
        IndexedDocument[] documents = new IndexedDocument[docs.length];
        read(
                docs,
                (i, leaf, packed) -> documents[i] =
                        PackedDocument.unpack(hits.get(i).code(), packed(packed, docs[i] - leaf.docBase)));
        List<Neighbour> neighbours = new ArrayList<>(docs.length);
        for (int i = 0; i < docs.length; i++) {
            HammingHit hit = hits.get(i);
            neighbours.add(new Neighbour(documents[i], hit.distance(), hit.weightedDistance()));
        }
        return neighbours;
    }

    /** The documents of hits with their scores, those of one score by their ids. */
    public List<WordHit> wordHits(ScoreDoc[] hits) throws IOException {
        int[] docs = Arrays.stream(hits).mapToInt(hit -> hit.doc).toArray();
        WordHit[] found = new WordHit[docs.length];
        read(docs, (i, leaf, packed) -> {
            int doc = docs[i] - leaf.docBase;
            found[i] = new WordHit(PackedDocument.unpack(code(leaf.reader(), doc), packed(packed, doc)), hits[i].score);
        });
        Arrays.sort(
                found,
                Comparator.comparingDouble(WordHit::score)
                        .reversed()
                        .thenComparing(hit -> hit.document().id()));
        return List.of(found);
    }

    @FunctionalInterface
    private interface Reading {
        void read(int index, LeafReaderContext leaf, BinaryDocValues packed) throws IOException;
    }

    /** Reads documents in the order in which they lie: doc values are read forwards, segment by segment. */
    private void read(int[] docs, Reading reading) throws IOException {
        Integer[] order = new Integer[docs.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> docs[i]));
        LeafReaderContext leaf = null;
        BinaryDocValues packed = DocValues.emptyBinary();
        for (int i : order) {
            if (leaf == null || docs[i] >= leaf.docBase + leaf.reader().maxDoc()) {
                List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
                leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
                packed = packed(leaf.reader());
            }
            reading.read(i, leaf, packed);
        }
    }

    /** Hands on the ids and codes of all documents that match a query, and have a code. */
    public void forEachCode(Query query, CodeConsumer consumer) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            CodeColumns columns = CodeColumns.of(leaf.reader(), Fields.CODE);
            if (scorer == null || columns == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            SortedDocValues ids = DocValues.getSorted(leaf.reader(), Fields.ID);
            DocIdSetIterator documents = scorer.iterator();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                int ord = columns.ord(doc);
                if ((live == null || live.get(doc)) && ord >= 0 && ids.advanceExact(doc)) {
                    consumer.accept(ids.lookupOrd(ids.ordValue()).utf8ToString(), columns.code(ord));
                }
            }
        }
    }

    /** Hands on all documents that match a query. */
    public void forEachDocument(Query query, DocumentConsumer consumer) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            BinaryDocValues packed = packed(leaf.reader());
            CodeColumns columns = CodeColumns.of(leaf.reader(), Fields.CODE);
            DocIdSetIterator documents = scorer.iterator();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                if (live == null || live.get(doc)) {
                    int ord = columns == null ? -1 : columns.ord(doc);
                    long[] code = columns == null || ord < 0 ? null : columns.code(ord);
                    consumer.accept(PackedDocument.unpack(code, packed(packed, doc)));
                }
            }
        }
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
