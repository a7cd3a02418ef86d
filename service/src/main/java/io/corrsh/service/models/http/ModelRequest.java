package io.corrsh.service.models.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model to load.
 *
 * @param name what requests call it
 * @param path its bundle, relative to {@code corrsh.models.directory}; as the name if absent
 * @param device where its batches are encoded; as {@code corrsh.device} if absent
 * @param idleSeconds after how many seconds without a request it is unloaded, until the next; 0 for never
 */
record ModelRequest(
        @Schema(example = "news-64", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(example = "2026/news-64") @Nullable String path,

        @Schema(allowableValues = {"auto", "cpu", "gpu"}) @Nullable
        String device,

        @JsonProperty("idle_seconds") @Nullable Long idleSeconds) {}
