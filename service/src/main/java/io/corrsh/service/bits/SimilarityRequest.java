package io.corrsh.service.bits;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Two texts to compare.
 *
 * @param model which model encodes them
 */
record SimilarityRequest(
        @Schema(example = "The shuttle reached its orbit", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String a,

        @Schema(example = "NASA launched a satellite", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String b,

        @Schema(description = "A model of GET /models; absent for the default one", example = "english-64") @Nullable
        String model) {}
