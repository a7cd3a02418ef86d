package io.corrsh.service.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes problems (RFC 9457) which also carry {@code error} and {@code error_type}, as encoders' clients look for them. */
@Component
public final class Problems {

    static final String ERROR_TYPE = "error_type";
    static final String ERRORS = "errors";
    /** The request's id, as the log's lines have it. */
    private static final String REQUEST = "request_id";

    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    static ProblemDetail of(ProblemException failure) {
        ProblemDetail problem = of(failure.kind(), failure.detail(), failure.violations());
        if (failure.retryAfter() != null) {
            problem.setProperty("retry_after_ms", failure.retryAfter().toMillis());
        }
        return problem;
    }

    static ProblemDetail of(ProblemKind kind, String detail, List<Violation> violations) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(kind.status(), detail);
        return dress(problem, kind, violations);
    }

    static ProblemDetail dress(ProblemDetail problem, ProblemKind kind, List<Violation> violations) {
        problem.setType(kind.type());
        problem.setTitle(kind.title());
        problem.setProperty("error", problem.getDetail() == null ? kind.title() : problem.getDetail());
        problem.setProperty(ERROR_TYPE, kind.label());
        String request = MDC.get(REQUEST);
        if (request != null) {
            problem.setProperty(REQUEST, request);
        }
        if (!violations.isEmpty()) {
            problem.setProperty(ERRORS, violations);
        }
        return problem;
    }

    /** Answers a request with a problem where no handler can: in a filter. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemKind kind, String detail)
            throws IOException {
        write(request, response, new ProblemException(kind, detail));
    }

    /** Answers a request with a problem where no handler can: in a filter. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemException failure)
            throws IOException {
        failure.headers().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        ProblemDetail problem = of(failure);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(failure.kind().status().value());
        Object body = OpenAiError.body(problem, request.getRequestURI());
        response.setContentType(
                body == problem ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), body);
    }
}
