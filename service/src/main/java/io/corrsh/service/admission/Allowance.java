package io.corrsh.service.admission;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * What a caller may still ask for.
 *
 * @param granted whether it got what it asked for
 * @param limit how many it may ask for at once
 * @param remaining how many of them are left
 * @param reset after what time all of them are there again
 * @param grantedIn after what time it would get what it asked for; zero if it did
 */
record Allowance(boolean granted, long limit, long remaining, Duration reset, Duration grantedIn) {

    static Allowance of(long limit, ConsumptionProbe probe) {
        return new Allowance(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Tells the caller, so that it need not run into its limit to know it (draft-ietf-httpapi-ratelimit-headers-07). */
    void writeTo(HttpServletResponse response) {
        response.setHeader("RateLimit-Limit", Long.toString(limit));
        response.setHeader("RateLimit-Remaining", Long.toString(remaining));
        response.setHeader(
                "RateLimit-Reset", Long.toString(reset.plusMillis(999).toSeconds()));
    }
}
