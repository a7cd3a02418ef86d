package io.corrsh.service.documents;

import io.corrsh.index.IndexedDocument;
import io.corrsh.service.documents.store.ParsedDocument;
import io.corrsh.service.problems.JsonErrors;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.storage.Dates;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.FilterFields;
import io.corrsh.service.storage.expiry.ExpiringHammingIndex;
import io.corrsh.service.storage.passages.PassageRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads documents as they are sent, and refuses what cannot be kept as it is. */
@Component
public final class DocumentParser {

    private final JsonMapper json;

    public DocumentParser(JsonMapper json) {
        this.json = json;
    }

    /**
     * Reads a document which holds its id.
     *
     * @throws ProblemException if the bytes are no document
     */
    public ParsedDocument parse(byte[] utf8) {
        return parse(utf8, null, "");
    }

    /**
     * Reads a document.
     *
     * @param knownId the id, if it is known from elsewhere: then the document need not hold it, but must not hold
     * another; {@code null} if the document must hold it
     * @param whose from where it is known, for people: {@code the path's}
     * @throws ProblemException if the bytes are no document
     */
    public ParsedDocument parse(byte[] utf8, @Nullable String knownId, String whose) {
        JsonNode tree = tree(utf8);
        if (!(tree instanceof ObjectNode document)) {
            throw new ProblemException(ProblemKind.MALFORMED, "A document must be a JSON object");
        }
        Violations violations = new Violations();
        String id = id(document.get(DocumentSource.ID), knownId, whose, violations);
        String text = text(document.get(DocumentSource.TEXT), violations);
        expiry(document.get(ExpiringHammingIndex.FIELD), violations);
        violations.check();
        return new ParsedDocument(id, text, FilterFields.of(document), utf8);
    }

    private JsonNode tree(byte[] utf8) {
        String characters;
        try {
            characters = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The document is not valid UTF-8");
        }
        if (characters.isBlank()) {
            throw new ProblemException(ProblemKind.MALFORMED, "A JSON body is required");
        }
        try {
            return json.readTree(characters);
        } catch (JacksonException e) {
            throw new ProblemException(
                    ProblemKind.MALFORMED, "The document is not valid JSON: " + JsonErrors.reason(e));
        }
    }

    private static String id(@Nullable JsonNode given, @Nullable String knownId, String whose, Violations violations) {
        if (given == null && knownId != null) {
            return knownId;
        }
        if (given == null || given.isNull()) {
            violations.add(DocumentSource.ID, "is required: a string");
            return "";
        }
        if (!given.isString()) {
            violations.add(DocumentSource.ID, "must be a string, got " + shortened(given));
            return "";
        }
        String id = given.stringValue();
        if (knownId != null && !id.equals(knownId)) {
            violations.add(DocumentSource.ID, "must be %s '%s' or absent, got '%s'".formatted(whose, knownId, id));
        }
        check(id, violations);
        return id;
    }

    /** Notes what an id has against it. */
    static void check(String id, Violations violations) {
        int bytes = id.getBytes(StandardCharsets.UTF_8).length;
        if (id.isBlank()) {
            violations.add(DocumentSource.ID, "must not be blank");
        } else if (bytes > IndexedDocument.MAX_ID_BYTES) {
            violations.add(
                    DocumentSource.ID,
                    "must have at most %d bytes in UTF-8, got %d".formatted(IndexedDocument.MAX_ID_BYTES, bytes));
        } else if (id.contains(PassageRule.RESERVED)) {
            violations.add(DocumentSource.ID, "must not hold the word 'passage' between two U+0000");
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            violations.add(DocumentSource.ID, "must not hold unpaired surrogates");
        }
    }

    private static String text(@Nullable JsonNode given, Violations violations) {
        if (given == null) {
            violations.add(DocumentSource.TEXT, "is required: a string");
            return "";
        }
        if (!given.isString()) {
            violations.add(DocumentSource.TEXT, "must be a string, got " + shortened(given));
            return "";
        }
        return given.stringValue();
    }

    private static void expiry(@Nullable JsonNode given, Violations violations) {
        if (given != null && !given.isNull() && (!given.isString() || Dates.parse(given.stringValue()) == null)) {
            violations.add(
                    ExpiringHammingIndex.FIELD,
                    "must be a date such as 2026-12-31 or 2026-12-31T23:00:00Z, got " + shortened(given));
        }
    }

    private static String shortened(JsonNode value) {
        String shown = value.toString();
        return shown.length() <= 40 ? shown : shown.substring(0, 40) + "...";
    }
}
