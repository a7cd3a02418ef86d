package io.corrsh.service.dedup;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What to look for.
 *
 * @param maxDistance documents whose codes are farther apart are no near duplicates; smaller distances can be asked for
 *     without another job
 * @param filter only among documents that pass it
 */
record DedupRequest(
        @JsonProperty("max_distance") @Schema(defaultValue = "3") @Nullable
        Integer maxDistance,

        @Schema(
                description = "In the language of filters, or as JSON",
                types = {"string", "object"})
        @Nullable
        JsonNode filter) {}
