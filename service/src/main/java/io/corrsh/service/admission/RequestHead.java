package io.corrsh.service.admission;

import io.corrsh.service.web.MediaTypes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/** What the head of a request tells about the work that it brings. */
final class RequestHead {

    /** What is answered under any load: it costs little, and tells about the load. */
    private static final List<String> ALWAYS =
            List.of("/actuator", "/docs", "/swagger-ui", "/v3/api-docs", "/info", "/models", "/error");

    /** What does nothing but encode the texts of its body. */
    private static final Set<String> ENCODES = Set.of("/encode", "/v1/embeddings");

    private RequestHead() {}

    static boolean isAlwaysAnswered(HttpServletRequest request) {
        String path = request.getRequestURI();
        // Without one the server could not read the request, and says so itself.
        return path == null || ALWAYS.stream().anyMatch(path::startsWith);
    }

    /** Whether the body is lines, which are answered as they can be, however long it takes, and not refused half-way. */
    static boolean isPatient(HttpServletRequest request) {
        return MediaTypes.isJsonLines(request.getContentType());
    }

    static boolean isToEncode(HttpServletRequest request) {
        return ENCODES.contains(request.getRequestURI());
    }
}
