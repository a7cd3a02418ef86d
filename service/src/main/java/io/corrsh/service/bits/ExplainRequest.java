package io.corrsh.service.bits;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A text whose code is to be explained.
 *
 * @param model which model encodes it
 * @param words how many words are named for each side of a bit
 */
record ExplainRequest(
        @Schema(example = "The shuttle reached its orbit", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String text,

        @Schema(defaultValue = "5") @Nullable Integer words,

        @Schema(description = "A model of GET /models; absent for the default one", example = "english-64") @Nullable
        String model) {}
