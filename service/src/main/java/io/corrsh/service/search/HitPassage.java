package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The passage of a document that is nearest to what is searched for.
 *
 * @param number which one, from 0
 * @param of how many the document has
 * @param start where it begins in the document's text, in UTF-16 code units
 * @param end where it ends, itself not in it
 * @param text what stands there, where {@code fields} asks for {@code passage.text}
 */
@Schema(name = "Passage")
record HitPassage(
        int number,
        int of,
        int start,
        int end,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text) {

    /** The name by which {@code fields} asks for the text. */
    static final String TEXT = "passage.text";
}
