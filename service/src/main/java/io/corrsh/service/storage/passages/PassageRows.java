package io.corrsh.service.storage.passages;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.IndexedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a document with passages stands in an index: a row for itself, with its words and the code of all of its text, and
 * one for each passage with that one's code. All have the document's fields, so that a filter takes all of them or none.
 * A passage's id is the document's, a word between zeros that no other holds, and its number; so rows come in the order of
 * documents, as far as their ids do not hold zeros themselves.
 */
final class PassageRows {

    /** What a passage has: its document's id. */
    static final String PART = "\u0000part";

    /** What a document with passages has: its own id. */
    static final String WHOLE = "\u0000whole";

    /** What a passage's id has between its document's and its number. */
    static final String SEPARATOR = "\u0000passage\u0000";

    /** How much longer a passage's id is than its document's. */
    static final int SUFFIX_BYTES = SEPARATOR.length() + 5;

    private static final byte[] NOTHING = {};

    private PassageRows() {}

    /** The rows of a document in place of those that it had. */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    static List<Change> put(IndexedDocument document, List<Passage> passages) {
        List<Change> changes = new ArrayList<>();
        changes.add(delete(document.id()));
        changes.add(new Change.Put(new IndexedDocument(
                document.id(),
                document.code(),
                document.source(),
                fields(document, passages.isEmpty() ? null : WHOLE),
                document.text())));
        for (int i = 0; i < passages.size(); i++) {
            if (passages.get(i).code() != null) {
                changes.add(new Change.Put(new IndexedDocument(
                        "%s%s%05d".formatted(document.id(), SEPARATOR, i),
                        passages.get(i).code(),
                        NOTHING,
                        fields(document, PART))));
            }
        }
        return changes;
    }

    /** Removes the passages of a document. */
    static Change delete(String id) {
        return new Change.DeleteMatching(of(id));
    }

    /** The passages of a document. */
    static Filter of(String id) {
        return new Filter.Equal(PART, id);
    }

    /** All passages. */
    static Filter parts() {
        return new Filter.Exists(PART);
    }

    /** All documents that have some. */
    static Filter wholes() {
        return new Filter.Exists(WHOLE);
    }

    /** The id of a passage's document; {@code null} for what is no passage. */
    static @Nullable String document(IndexedDocument row) {
        List<Object> ids = row.fields().get(PART);
        return ids == null ? null : (String) ids.getFirst();
    }

    private static Map<String, List<Object>> fields(IndexedDocument document, @Nullable String mark) {
        if (mark == null
                && !document.fields().containsKey(PART)
                && !document.fields().containsKey(WHOLE)) {
            return document.fields();
        }
        Map<String, List<Object>> fields = new HashMap<>(document.fields());
        fields.remove(PART);
        fields.remove(WHOLE);
        if (mark != null) {
            fields.put(mark, List.of(document.id()));
        }
        return fields;
    }
}
