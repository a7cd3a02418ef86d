package io.corrsh.service.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model does.
 *
 * @param name what requests call it
 * @param isDefault whether requests that name no model use it
 * @param status {@code loaded}, {@code loading}, {@code unloaded} until a request needs it, or {@code failed}
 * @param model its identity; absent until it was loaded once
 * @param bits the length of its codes, while it is loaded
 * @param vocabularySize how many words it knows, while it is loaded
 * @param device where its batches are encoded, while it is loaded
 * @param encoders how each of its devices does, while it is loaded
 * @param memoryBytes what its weights take in memory; 0 unless it is loaded
 * @param requests how many requests use it
 * @param idleSeconds after how many seconds without a request it is unloaded; 0 for never
 * @param added since when it is served
 * @param error why it could not be loaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelState(
        String name,
        @JsonProperty("default") boolean isDefault,

        @Schema(allowableValues = {"loaded", "loading", "unloaded", "failed"})
        String status,

        @Nullable String model,
        @Nullable Integer bits,
        @JsonProperty("vocabulary_size") @Nullable Integer vocabularySize,
        @Nullable String device,
        @Nullable List<DeviceState> encoders,
        @JsonProperty("memory_bytes") long memoryBytes,
        int requests,
        @JsonProperty("idle_seconds") long idleSeconds,
        Instant added,
        @Nullable String error) {

    /** What a slot can be. */
    enum Status {
        LOADED,
        LOADING,
        UNLOADED,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ModelState of(
            ServedModel served,
            Status status,
            @Nullable String identity,
            Instant added,
            @Nullable SharedModel shared,
            @Nullable String error) {
        ModelState known = shared == null ? null : of(served.name(), false, served.idle(), added, shared);
        return known != null
                ? known
                : new ModelState(
                        served.name(),
                        false,
                        status.label(),
                        identity,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        served.idle().toSeconds(),
                        added,
                        error);
    }

    /** The state of a model that is loaded. */
    static ModelState of(String name, boolean isDefault, Duration idle, Instant added, SharedModel shared) {
        LoadedModel model = shared.model();
        return new ModelState(
                name,
                isDefault,
                Status.LOADED.label(),
                model.encoder().model(),
                model.encoder().bits(),
                model.bundle().vocabulary().size(),
                model.encoder().device(),
                model.routes().states().stream().map(DeviceState::of).toList(),
                model.bytes(),
                shared.requests(),
                idle.toSeconds(),
                added,
                null);
    }
}
