package io.corrsh.model.corpus;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes a document of one line of JSON. */
final class DocumentParser {

    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private DocumentParser() {}

    /**
     * The document of a line, without a byte order mark.
     *
     * @throws BrokenLineException if the line is not a document
     */
    static CorpusDocument parse(ByteBuffer line) throws BrokenLineException {
        Map<String, @Nullable Object> fields = object(decode(line));
        String id = string(fields, "id");
        int idBytes = utf8Length(id);
        if (idBytes > CorpusDocument.MAXIMUM_ID_BYTES) {
            throw new BrokenLineException("'id' must have at most %d bytes in UTF-8, got %d"
                    .formatted(CorpusDocument.MAXIMUM_ID_BYTES, idBytes));
        }
        String text = string(fields, "text");
        return new CorpusDocument(id, text, labels(fields.remove("labels")), split(fields.remove("split")), fields);
    }

    private static String decode(ByteBuffer line) throws BrokenLineException {
        int start = line.position();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException e) {
            throw new BrokenLineException("is not valid UTF-8 at byte " + (line.position() - start + 1));
        }
    }

    private static Map<String, @Nullable Object> object(String line) throws BrokenLineException {
        String trimmed = line.strip();
        if (!trimmed.startsWith("{")) {
            throw new BrokenLineException("is not a JSON object");
        }
        try {
            return JSON.readValue(trimmed, OBJECT);
        } catch (JacksonException e) {
            throw new BrokenLineException("is not valid JSON: %s (column %d)"
                    .formatted(
                            e.getOriginalMessage().lines().findFirst().orElse(""),
                            e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
    }

    private static String string(Map<String, @Nullable Object> fields, String name) throws BrokenLineException {
        boolean present = fields.containsKey(name);
        Object value = fields.remove(name);
        if (!(value instanceof String string)) {
            throw new BrokenLineException(
                    present
                            ? "'%s' must be a string, got %s".formatted(name, kind(value))
                            : "'%s' is missing".formatted(name));
        }
        if (string.isBlank()) {
            throw new BrokenLineException("'%s' must not be blank".formatted(name));
        }
        return string;
    }

    private static List<String> labels(@Nullable Object value) throws BrokenLineException {
        if (value == null) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        for (Object label : value instanceof List<?> list ? list : List.of(value)) {
            if (!(value instanceof List) || !(label instanceof String string)) {
                throw new BrokenLineException("'labels' must be an array of strings, got "
                        + (value instanceof List ? "an array with " + kind(label) : kind(value)));
            }
            labels.add(string);
        }
        return labels;
    }

    private static @Nullable Split split(@Nullable Object value) throws BrokenLineException {
        if (value == null) {
            return null;
        }
        Split split = Split.of(value);
        if (split == null) {
            throw new BrokenLineException("'split' must be train, validation or test, got "
                    + (value instanceof String name ? "'" + name + "'" : kind(value)));
        }
        return split;
    }

    private static int utf8Length(String id) throws BrokenLineException {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(id))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new BrokenLineException("'id' must be valid Unicode, got an unpaired surrogate");
        }
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String string -> "a string";
            case Number number -> "a number";
            case Boolean truth -> "a boolean";
            case List<?> list -> "an array";
            default -> "an object";
        };
    }

    /** Says why a line is not a document. */
    static final class BrokenLineException extends Exception {

        private static final long serialVersionUID = 1;

        BrokenLineException(String reason) {
            super(reason, null, false, false);
        }
    }
}
