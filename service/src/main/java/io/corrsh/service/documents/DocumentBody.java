package io.corrsh.service.documents;

import io.swagger.v3.oas.annotations.media.Schema;

/** A document as the API's description shows it; it is read by {@link DocumentParser}. */
@Schema(
        name = "Document",
        description =
                "A document; fields beside these two are its payload, which comes back with hits and which filters"
                        + " can ask for",
        additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
public record DocumentBody(
        @Schema(
                description = "1 to 512 bytes in UTF-8, not blank",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "a17")
        String id,

        @Schema(
                description = "The text that its code is made from; without a known word it has none",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "The shuttle reached its orbit")
        String text) {

    /** What the description says of the words of passages. */
    public static final String PASSAGE_WORDS =
            "Texts with more words are cut into passages of so many, each with a code: a search for a code finds the"
                    + " document by the nearest of them";

    /** What the description says of their overlap. */
    public static final String PASSAGE_OVERLAP = "With how many words of its end the next passage begins, 0 if absent";

    /** What the description says of writing. */
    public static final String WRITING =
            "What is answered as stored is on disk. Of JSON lines a bad one fails alone: look at"
                    + " 'errors'; of several with one id the last one holds.";
}
