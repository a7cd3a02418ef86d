package io.corrsh.service.encode;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Texts to encode.
 *
 * @param inputs a text, or several
 * @param model which model encodes them
 * @param encodingFormat how codes are written
 * @param include what is wanted beside the codes
 */
record EncodeRequest(
        @Schema(
                description = "A text, or an array of texts",
                oneOf = {String.class, String[].class},
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "The shuttle reached its orbit")
        @JsonDeserialize(using = TextsReader.class)
        @Nullable
        List<String> inputs,

        @Schema(description = "A model of GET /models; absent for the default one", example = "english-64") @Nullable
        String model,

        @Schema(
                allowableValues = {"hex", "base64", "binary", "ubinary", "bitstring", "int64"},
                defaultValue = "hex")
        @JsonProperty("encoding_format")
        @Nullable
        String encodingFormat,

        @ArraySchema(
                schema =
                        @Schema(
                                allowableValues = {"margin", "unstable_bits", "logits", "probabilities"},
                                type = "string"))
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable
        List<@Nullable String> include) {}
