package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/** The parts of a segment that a search needs. Used by one thread at a time. */
final class Leaf {

    private final LeafReaderContext context;
    private final CodeColumns columns;
    private final String idField;
    private final boolean everyDocument;
    private SortedDocValues ids;
    private int lastDoc = -1;

    private Leaf(LeafReaderContext context, CodeColumns columns, String idField) throws IOException {
        this.context = context;
        this.columns = columns;
        this.idField = idField;
        this.ids = DocValues.getSorted(context.reader(), idField);
        this.everyDocument = ids.cost() == context.reader().maxDoc();
    }

    /** Opens the ids for the calling thread. */
    static Leaf of(LeafReaderContext context, CodeColumns columns, String idField) throws IOException {
        return new Leaf(context, columns, idField);
    }

    LeafReaderContext context() {
        return context;
    }

    CodeColumns columns() {
        return columns;
    }

    /** The rank of a document's id among those of the segment; documents may come in any order. */
    int idOrd(int doc) throws IOException {
        if (!everyDocument && doc < lastDoc) {
            // Where some documents have none, ids are read forwards only; the tables give codes in another order.
            ids = DocValues.getSorted(context.reader(), idField);
        }
        lastDoc = doc;
        if (!ids.advanceExact(doc)) {
            throw new IllegalStateException("document %d has no id".formatted(context.docBase + doc));
        }
        return ids.ordValue();
    }

    /** The id of a rank; valid until the next call. */
    BytesRef id(int ord) throws IOException {
        return ids.lookupOrd(ord);
    }

    /** The rank of an id, or the one that it would have as {@code -rank - 1}. */
    int lookup(BytesRef id) throws IOException {
        return ids.lookupTerm(id);
    }
}
