package io.corrsh.model.route;

import org.jspecify.annotations.Nullable;

/**
 * How one of the encoders of a {@link RoutingEncoder} does.
 *
 * @param device where it works, for people
 * @param working whether its last batch went well
 * @param batches the batches that it has encoded
 * @param failures the batches that it could not encode, which another did
 * @param lastFailure what went wrong when it failed last
 */
public record EncoderState(
        String device,
        boolean working,
        long batches,
        long failures,
        @Nullable String lastFailure) {}
