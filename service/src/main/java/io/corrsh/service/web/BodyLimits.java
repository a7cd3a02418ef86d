package io.corrsh.service.web;

import io.corrsh.service.settings.Limits;

/**
 * What a request's body must keep to.
 *
 * @param bytes its most bytes, when unpacked
 * @param trustedBytes up to so many bytes it may unpack to many times its size
 * @param bytesPerSecond the least rate at which it must come
 */
record BodyLimits(long bytes, long trustedBytes, long bytesPerSecond) {

    static BodyLimits of(Limits limits, boolean lines) {
        return new BodyLimits(
                (lines ? limits.bulkBody() : limits.body()).toBytes(),
                limits.body().toBytes(),
                limits.bodyRate().toBytes());
    }
}
