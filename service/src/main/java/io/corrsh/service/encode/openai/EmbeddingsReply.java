package io.corrsh.service.encode.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors as OpenAI's clients read them. */
record EmbeddingsReply(String object, List<Item> data, String model, Usage usage) {

    /**
     * A text's vector.
     *
     * @param embedding +1 for a set bit and -1 for another; all 0 for a text without a known word
     * @param reason why it is all 0
     */
    record Item(
            String object,
            int index,

            @Schema(
                    types = {"array", "string"},
                    example = "[1.0, -1.0]")
            Object embedding,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {}

    record Usage(
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("total_tokens") long totalTokens) {}
}
