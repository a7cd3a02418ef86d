package io.corrsh.service.encode.stream;

import io.corrsh.service.problems.JsonErrors;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text as a line of a body gives it.
 *
 * @param id what the sender knows it by
 */
record TextLine(@Nullable String id, String text) {

    /**
     * Reads a JSON string, or an object with a {@code text}, perhaps an {@code id}, and other fields that are left alone.
     *
     * @throws ProblemException if the line is neither
     */
    static TextLine parse(byte[] line, JsonMapper json) {
        JsonNode node;
        try {
            node = json.readTree(line);
        } catch (JacksonException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The line is not valid JSON: " + JsonErrors.reason(e));
        }
        if (node.isString()) {
            return new TextLine(null, node.stringValue());
        }
        if (!node.isObject()) {
            throw new ProblemException(ProblemKind.MALFORMED, "The line must be a string or an object with a 'text'");
        }
        JsonNode id = node.get("id");
        if (id != null && !id.isString()) {
            throw ProblemException.invalid("id", "must be a string or absent");
        }
        JsonNode text = node.get("text");
        if (text == null) {
            throw ProblemException.invalid("text", "is required: a string");
        }
        if (!text.isString()) {
            throw ProblemException.invalid("text", "must be a string");
        }
        return new TextLine(id == null ? null : id.stringValue(), text.stringValue());
    }
}
