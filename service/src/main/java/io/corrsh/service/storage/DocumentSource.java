package io.corrsh.service.storage;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.storage.passages.PassageTable;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
        ObjectNode whole = json.createObjectNode().put(ID, document.id());
        for (Map.Entry<String, JsonNode> field :
                json.readTree(PassageTable.json(document.source())).properties()) {
            if (!field.getKey().equals(ID)) {
                whole.set(field.getKey(), field.getValue());
            }
        }
        return whole;
    }
}
