package io.corrsh.service.admission;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.settings.Encode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a request waits for codes: {@code X-Request-Timeout}, in seconds. */
final class RequestTimeout {

    static final String HEADER = "X-Request-Timeout";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private RequestTimeout() {}

    /**
     * Reads the time that a request gives.
     *
     * @return null if it gives none
     * @throws ProblemException if it is not one
     */
    static @Nullable Duration of(HttpServletRequest request, Encode settings) {
        String value = request.getHeader(HEADER);
        if (value == null) {
            return null;
        }
        Duration timeout = SECONDS.matcher(value).matches()
                ? Duration.ofNanos((long) (Double.parseDouble(value) * 1e9))
                : Duration.ZERO;
        if (!timeout.isPositive() || timeout.compareTo(settings.longestTimeout()) > 0) {
            throw ProblemException.invalid(
                    HEADER,
                    "must be a number of seconds above 0 and up to %d, such as 2.5, got '%s'"
                            .formatted(settings.longestTimeout().toSeconds(), shortened(value)));
        }
        return timeout;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "...";
    }
}
