package io.corrsh.service.bits;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Two texts to compare. */
record SimilarityRequest(
        @Schema(example = "The shuttle reached its orbit", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String a,

        @Schema(example = "NASA launched a satellite", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String b) {}
