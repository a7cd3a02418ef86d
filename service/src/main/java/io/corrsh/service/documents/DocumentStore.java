package io.corrsh.service.documents;

import io.corrsh.index.Change;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Puts documents with their codes into the index. What it returns is on disk. */
@Component
public final class DocumentStore {

    private final TextEncoder encoder;
    private final HammingIndex index;

    public DocumentStore(TextEncoder encoder, HammingIndex index) {
        this.encoder = encoder;
        this.index = index;
    }

    /**
     * Encodes documents together and stores them in their order with one commit.
     *
     * @throws io.corrsh.index.IndexWriteException if none of them could be stored
     */
    public List<Stored> put(List<ParsedDocument> documents) {
        List<Encoding> encodings =
                encoder.encode(documents.stream().map(ParsedDocument::text).toList());
        List<Change> changes = new ArrayList<>(documents.size());
        List<Stored> stored = new ArrayList<>(documents.size());
        Set<String> earlier = new HashSet<>();
        for (int i = 0; i < documents.size(); i++) {
            ParsedDocument document = documents.get(i);
            Encoding encoding = encodings.get(i);
            boolean replaced =
                    !earlier.add(document.id()) || index.get(document.id()).isPresent();
            changes.add(put(document, encoding));
            stored.add(new Stored(document.id(), replaced, encoding));
        }
        index.apply(changes);
        return stored;
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private static Change put(ParsedDocument document, Encoding encoding) {
        return new Change.Put(new IndexedDocument(
                document.id(), encoding.code(), document.source(), document.fields(), document.text()));
    }

    /**
     * What became of a document.
     *
     * @param replaced whether there was one with its id
     * @param encoding what the model made of its text
     */
    public record Stored(String id, boolean replaced, Encoding encoding) {

        public boolean coded() {
            return encoding.code() != null;
        }
    }
}
