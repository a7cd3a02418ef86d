package io.corrsh.service.dedup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param model the identity of the model that made the codes
 * @param bits their length
 * @param id the job's id
 * @param status queued, running, done, failed or cancelled
 * @param progress how far it is, from 0 to 1
 * @param created when it was asked for
 * @param maxDistance the largest distance that it can tell of
 * @param tookMs how long it ran, once it is done
 * @param error why it failed
 * @param report what it found, once it is done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DedupReply(
        String model,
        int bits,
        String id,
        String status,
        double progress,
        Instant created,
        @JsonProperty("max_distance") int maxDistance,
        @JsonProperty("took_ms") @Nullable Double tookMs,
        @Nullable String error,
        @Nullable DedupReport report) {}
