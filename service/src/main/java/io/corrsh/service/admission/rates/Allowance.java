package io.corrsh.service.admission.rates;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * What a caller may still ask for.
 *
 * @param granted whether it gets what it asks for
 * @param limit how many it may ask for at once
 * @param remaining how many of them are left
 * @param reset after what time all of them are there again
 * @param grantedIn after what time it would get what it asks for; zero if it does
 */
public record Allowance(boolean granted, long limit, long remaining, Duration reset, Duration grantedIn) {

    /** Tells the caller, so that it need not run into its limit to know it (draft-ietf-httpapi-ratelimit-headers-07). */
    public void writeTo(HttpServletResponse response) {
        response.setHeader("RateLimit-Limit", Long.toString(limit));
        response.setHeader("RateLimit-Remaining", Long.toString(remaining));
        response.setHeader(
                "RateLimit-Reset", Long.toString(reset.plusMillis(999).toSeconds()));
    }
}
