package io.corrsh.index.lucene.document;

import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.Bits;

/** Checks that every live document of a segment can be given back, and is the one that its id says. */
public final class DocumentCheck {

    private DocumentCheck() {}

    /** Tells what is wrong with the documents of a segment. */
    public static void check(LeafReader reader, Consumer<String> problems) throws IOException {
        SortedDocValues ids = DocValues.getSorted(reader, Fields.ID);
        BinaryDocValues packed = DocValues.getBinary(reader, Fields.PACKED);
        Bits live = reader.getLiveDocs();
        for (int doc = 0; doc < reader.maxDoc(); doc++) {
            if (live != null && !live.get(doc)) {
                continue;
            }
            if (!ids.advanceExact(doc) || !packed.advanceExact(doc)) {
                problems.accept("document %d has no id or no content".formatted(doc));
                continue;
            }
            String id = ids.lookupOrd(ids.ordValue()).utf8ToString();
            try {
                IndexedDocument document = PackedDocument.unpack(null, packed.binaryValue());
                if (!document.id().equals(id)) {
                    problems.accept("document %d is '%s', expected '%s'".formatted(doc, document.id(), id));
                }
            } catch (IOException | RuntimeException e) {
                problems.accept("document %d ('%s') cannot be unpacked: %s".formatted(doc, id, e));
            }
        }
    }
}
