package io.corrsh.index.lucene.search;

import io.corrsh.index.lucene.codec.CodeColumns;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;

/** The parts of a segment that a search needs; the ids may be read by one thread at a time. */
record Leaf(LeafReaderContext context, CodeColumns columns, SortedDocValues ids) {

    /** Opens the ids for the calling thread. */
    static Leaf of(LeafReaderContext context, CodeColumns columns, String idField) throws IOException {
        return new Leaf(context, columns, DocValues.getSorted(context.reader(), idField));
    }
}
