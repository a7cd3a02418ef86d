package io.corrsh.service.encode.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.encode.TextsReader;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Texts to embed, as OpenAI's clients ask for them.
 *
 * @param input a text, or several
 * @param model the model's name or identity; absent for the default one
 * @param encodingFormat how vectors are written
 * @param dimensions the length of a vector: the code's
 * @param user is read and left alone
 */
record EmbeddingsRequest(
        @Schema(
                description = "A text, or an array of texts",
                oneOf = {String.class, String[].class},
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "The shuttle reached its orbit")
        @JsonDeserialize(using = TextsReader.class)
        @Nullable
        List<String> input,

        @Schema(example = "english-64") @Nullable String model,

        @Schema(
                allowableValues = {"float", "base64"},
                defaultValue = "float")
        @JsonProperty("encoding_format")
        @Nullable
        String encodingFormat,

        @Nullable Integer dimensions,
        @Nullable String user) {}
