package io.corrsh.service.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.model.route.EncoderState;
import org.jspecify.annotations.Nullable;

/**
 * How a device does that batches of a model are encoded on.
 *
 * @param device its name
 * @param working whether its last batch went well
 * @param batches the batches that it has encoded
 * @param failures the batches that it could not encode, which plain Java did
 * @param lastFailure what went wrong when it failed last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceState(
        String device,
        boolean working,
        long batches,
        long failures,
        @JsonProperty("last_failure") @Nullable String lastFailure) {

    static DeviceState of(EncoderState state) {
        return new DeviceState(state.device(), state.working(), state.batches(), state.failures(), state.lastFailure());
    }
}
