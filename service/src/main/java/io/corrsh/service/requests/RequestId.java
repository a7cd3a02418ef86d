package io.corrsh.service.requests;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of a request: the client's own, where it sends a plain one, else a random number. */
public final class RequestId {

    static final String HEADER = "X-Request-Id";

    /** The name of the id in the log and in problems. */
    static final String KEY = "request_id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    /** What cannot break a line of a log, or grow it without bounds. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private RequestId() {}

    /** Tells the client the id of its request, and notes it for the log of this thread until it is closed. */
    public static MDC.MDCCloseable begin(HttpServletRequest request, HttpServletResponse response) {
        String id = of(request);
        response.setHeader(HEADER, id);
        return MDC.putCloseable(KEY, id);
    }

    /** The id of a request, which stays the same however often it is asked for. */
    static String of(HttpServletRequest request) {
        String known = known(request);
        if (known != null) {
            return known;
        }
        String given = request.getHeader(HEADER);
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The id of a request that was let in; none where the server itself refused it. */
    static @Nullable String known(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
    }
}
