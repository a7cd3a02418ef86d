package io.corrsh.service.storage;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.storage.passages.PassageTable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads documents as the index keeps them: the JSON that was sent. */
@Component
public final class DocumentSource {

    /** The field of a document's id. */
    public static final String ID = "id";
    /** The field of a document's text. */
    public static final String TEXT = "text";

    private final JsonMapper json;

    public DocumentSource(JsonMapper json) {
        this.json = json;
    }

    /** All fields of a document, the id first. */
    public ObjectNode document(IndexedDocument document) {
        return read(document, true);
    }

    /** All fields of a document but its text, which is most of it and takes time to read; the id first. */
    public ObjectNode withoutText(IndexedDocument document) {
        return read(document, false);
    }

    private ObjectNode read(IndexedDocument document, boolean text) {
        ObjectNode fields = json.createObjectNode().put(ID, document.id());
        try (JsonParser tokens = json.createParser(PassageTable.json(document.source()))) {
            tokens.nextToken();
            for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
                JsonToken value = tokens.nextToken();
                if (name.equals(ID) || (name.equals(TEXT) && !text)) {
                    tokens.skipChildren();
                } else {
                    fields.set(name, value == JsonToken.VALUE_NULL ? NullNode.instance : tokens.readValueAsTree());
                }
            }
        }
        return fields;
    }
}
