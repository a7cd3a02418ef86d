package io.corrsh.service.collections.reencode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a change of model is.
 *
 * @param collection the collection
 * @param from the model that made its codes before
 * @param model the model that makes them anew
 * @param bits the length of its codes
 * @param state running, done, failed, cancelled, or interrupted by the end of the service
 * @param documents how many there are to look at
 * @param done how many are done
 * @param progress the share that is done, from 0 to 1
 * @param etaSeconds how long it will take at the pace so far
 * @param started when it began, or began anew after a restart
 * @param tookMs how long it took, when it is over
 * @param error why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobState(
        String collection,
        String from,
        String model,
        int bits,
        String state,
        long documents,
        long done,
        double progress,
        @JsonProperty("eta_seconds") @Nullable Double etaSeconds,
        Instant started,
        @JsonProperty("took_ms") @Nullable Double tookMs,
        @Nullable String error) {}
