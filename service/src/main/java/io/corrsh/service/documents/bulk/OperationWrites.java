package io.corrsh.service.documents.bulk;

import io.corrsh.service.collections.Collection;
import io.corrsh.service.documents.DocumentParser;
import io.corrsh.service.documents.store.Operation;
import io.corrsh.service.documents.store.OperationStore;
import io.corrsh.service.documents.store.Outcome;
import io.corrsh.service.documents.store.ParsedDocument;
import io.corrsh.service.documents.store.Stored;
import io.corrsh.service.problems.JsonErrors;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.storage.passages.PassageRule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines that say what to do: {@code {"op": "index", "document": {...}}}, {@code create}, which wants that there is no such
 * document, or {@code {"op": "delete", "id": ...}}; with {@code "if_match": version} only if the document has this version.
 */
record OperationWrites(
        DocumentParser parser, OperationStore store, Collection collection, PassageRule passages, JsonMapper json)
        implements LineWrites<Operation> {

    private enum Op {
        INDEX,
        CREATE,
        DELETE
    }

    /** The parts of a line; the document as its bytes, which are its version. */
    private static final class Parts {
        @Nullable
        String op;

        @Nullable
        String id;

        @Nullable
        String match;

        byte @Nullable [] document;
    }

    @Override
    public Operation read(byte[] line) {
        Parts parts = parts(line);
        Violations violations = new Violations();
        Op op = violations.choice("op", parts.op, Op.INDEX);
        boolean delete = op == Op.DELETE;
        if (delete && parts.id == null) {
            violations.add("id", "is required to delete: a string");
        }
        if (delete == (parts.document != null)) {
            violations.add("document", delete ? "must be absent to delete" : "is required: an object");
        }
        if (op == Op.CREATE && parts.match != null) {
            violations.add("if_match", "must be absent to create: there must be no document");
        }
        violations.check();
        String match = parts.match == null || parts.match.equals("*") ? parts.match : "\"%s\"".formatted(parts.match);
        if (parts.document == null) {
            return new Operation(String.valueOf(parts.id), null, match, null);
        }
        ParsedDocument document = parts.id == null
                ? parser.parse(parts.document)
                : parser.parse(parts.document, parts.id, "the 'id' beside 'document',");
        return new Operation(document.id(), document.cut(passages), match, op == Op.CREATE ? "*" : null);
    }

    private Parts parts(byte[] line) {
        Parts parts = new Parts();
        try (JsonParser tokens = json.createParser(line)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(ProblemKind.MALFORMED, "An operation must be a JSON object");
            }
            for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
                JsonToken value = tokens.nextToken();
                if (name.equals("document") && value == JsonToken.START_OBJECT) {
                    int start = (int) tokens.currentTokenLocation().getByteOffset();
                    tokens.skipChildren();
                    parts.document = Arrays.copyOfRange(
                            line, start, (int) tokens.currentLocation().getByteOffset());
                } else {
                    take(parts, name, tokens);
                }
            }
            if (tokens.nextToken() != null) {
                throw new ProblemException(ProblemKind.MALFORMED, "A line must hold one operation");
            }
            return parts;
        } catch (JacksonException e) {
            throw new ProblemException(
                    ProblemKind.MALFORMED, "The operation is not valid JSON: " + JsonErrors.reason(e));
        }
    }

    private static void take(Parts parts, String name, JsonParser tokens) {
        boolean text = tokens.currentToken() == JsonToken.VALUE_STRING;
        String value = text ? tokens.getString() : null;
        switch (name) {
            case "op" -> parts.op = value;
            case "id" -> parts.id = value;
            case "if_match" -> parts.match = value;
            case "document" -> throw ProblemException.invalid(name, "must be an object, got " + shown(tokens));
            default -> throw ProblemException.invalid(name, "is none of 'op', 'id', 'if_match' and 'document'");
        }
        if (!text) {
            throw ProblemException.invalid(name, "must be a string, got " + shown(tokens));
        }
    }

    private static String shown(JsonParser tokens) {
        return tokens.currentToken().isStructStart() ? tokens.currentToken().asString() + "..." : tokens.getString();
    }

    @Override
    public String id(Operation operation) {
        return operation.id();
    }

    @Override
    public List<BulkItem> write(List<Operation> operations) {
        return store.perform(collection, operations).stream()
                .map(OperationWrites::item)
                .toList();
    }

    private static BulkItem item(Outcome outcome) {
        ProblemException refused = outcome.refused();
        Stored stored = outcome.stored();
        if (refused != null) {
            return BulkItem.failed(0, outcome.id(), refused.kind(), refused.detail());
        }
        return stored == null
                ? BulkItem.deleted(outcome.id())
                : BulkItem.stored(0, stored).withVersion(stored.version());
    }
}
