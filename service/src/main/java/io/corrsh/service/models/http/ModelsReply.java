package io.corrsh.service.models.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.service.models.ModelState;
import java.util.List;

/**
 * The models that are served.
 *
 * @param defaultModel the name of the one for requests that name none, and for the index
 * @param memoryBytes what the weights of all of them take in memory
 * @param maxMemoryBytes what they may take
 * @param data one for each, the default one first
 */
record ModelsReply(
        @JsonProperty("default") String defaultModel,
        @JsonProperty("memory_bytes") long memoryBytes,
        @JsonProperty("max_memory_bytes") long maxMemoryBytes,
        List<ModelState> data) {}
