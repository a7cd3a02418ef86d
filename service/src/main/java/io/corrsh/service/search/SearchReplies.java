package io.corrsh.service.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What several searches found.
 *
 * @param model the identity of the model that made the codes
 * @param bits their length
 * @param tookMs how long all of it took, in milliseconds
 * @param results a reply for each search, in their order, or what is wrong with it
 */
record SearchReplies(
        String model,
        int bits,
        @JsonProperty("took_ms") double tookMs,

        @Schema(oneOf = {SearchReply.class, SearchReplies.Failure.class})
        List<Object> results) {

    /**
     * What is wrong with a search.
     *
     * @param status what it would have been answered alone
     */
    record Failure(
            int status,
            String error,
            @JsonProperty("error_type") String errorType) {}
}
