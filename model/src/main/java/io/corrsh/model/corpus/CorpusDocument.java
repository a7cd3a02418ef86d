package io.corrsh.model.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of a corpus.
 *
 * @param id its identifier, not blank, at most {@value #MAXIMUM_ID_BYTES} bytes in UTF-8
 * @param text its text, not blank
 * @param labels its labels, possibly none
 * @param split the part it belongs to, if the corpus says so
 * @param payload the other fields in the order of the line, as plain JSON values
 */
public record CorpusDocument(
        String id,
        String text,
        List<String> labels,
        @Nullable Split split,
        Map<String, @Nullable Object> payload) {

    /** The length of the longest identifier in UTF-8. */
    public static final int MAXIMUM_ID_BYTES = 512;

    public CorpusDocument {
        labels = List.copyOf(labels);
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** The document in the split that {@link Split#ofHash} gives it, whatever its corpus says. */
    public CorpusDocument resplit() {
        return new CorpusDocument(id, text, labels, Split.ofHash(id), payload);
    }
}
