package io.corrsh.service.documents.store;

import io.corrsh.service.storage.passages.Passage;
import io.corrsh.service.storage.passages.PassageRule;
import java.util.List;
import java.util.Map;

/**
 * A document as it was sent.
 *
 * @param id its id
 * @param text its text, possibly blank
 * @param fields what filters can ask for
 * @param source the JSON, byte for byte
 * @param passages where its passages begin and end; none if it is kept whole
 */
@SuppressWarnings("ArrayRecordComponent")
public record ParsedDocument(
        String id, String text, Map<String, List<Object>> fields, byte[] source, List<Passage> passages) {

    /** A document that is kept whole. */
    public ParsedDocument(String id, String text, Map<String, List<Object>> fields, byte[] source) {
        this(id, text, fields, source, List.of());
    }

    /**
     * The same document cut into passages.
     *
     * @throws io.corrsh.service.problems.ProblemException if there would be too many
     */
    public ParsedDocument cut(PassageRule rule) {
        return new ParsedDocument(id, text, fields, source, rule.cut(id, text));
    }

    /** What stands in its passages. */
    List<String> passageTexts() {
        return passages.stream().map(passage -> passage.of(text)).toList();
    }

    /** The same document with another source and other fields. */
    ParsedDocument with(byte[] other, Map<String, List<Object>> otherFields) {
        return new ParsedDocument(id, text, otherFields, other, passages);
    }
}
