package io.corrsh.service.encode;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts to encode.
 *
 * @param inputs a text, or several
 * @param encodingFormat how codes are written
 * @param logits whether the posterior mean of each bit is wanted too
 */
record EncodeRequest(
        @Schema(
                description = "A text, or an array of texts",
                oneOf = {String.class, String[].class},
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "The shuttle reached its orbit")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable
        List<@Nullable String> inputs,

        @Schema(
                allowableValues = {"hex", "base64", "binary", "ubinary", "bitstring", "int64"},
                defaultValue = "hex")
        @JsonProperty("encoding_format")
        @Nullable
        String encodingFormat,

        @Schema(defaultValue = "false") @Nullable Boolean logits) {}
