package io.corrsh.service.documents.store;

import io.corrsh.index.Change;
import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.storage.passages.PassageTable;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes of documents what an index takes. */
@Component
final class DocumentCoder {

    private final Breakers breakers;

    DocumentCoder(Breakers breakers) {
        this.breakers = breakers;
    }

    /**
     * Encodes the texts of documents that are to be written.
     *
     * @throws io.corrsh.service.problems.ProblemException if memory or disk runs out
     */
    List<Encoding> encode(Generation generation, List<ParsedDocument> documents) {
        breakers.check();
        TextEncoder encoder = generation.encoder();
        return documents.size() == 1
                ? List.of(encoder.encode(documents.getFirst().text()))
                : encoder.encode(documents.stream().map(ParsedDocument::text).toList());
    }

    /** Puts a document in the place of the one with its id. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    static Change put(TextEncoder encoder, ParsedDocument document, Encoding encoding) {
        return new Change.Put(new IndexedDocument(
                document.id(),
                encoding.code(),
                source(encoder, document, encoding),
                document.fields(),
                document.text()));
    }

    /** The document with its passages. Those of a text without a known word have no codes, but another model may know some. */
    private static byte[] source(TextEncoder encoder, ParsedDocument document, Encoding encoding) {
        if (document.passages().isEmpty()) {
            return document.source();
        }
        return encoding.code() == null
                ? PassageTable.attach(document.source(), document.passages())
                : PassageTable.attach(document.source(), document.passages(), encoder.encode(document.passageTexts()));
    }
}
