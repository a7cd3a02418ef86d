package io.corrsh.service.problems;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** A problem in the form that OpenAI's clients read, for the paths that are OpenAI's. */
record OpenAiError(Error error) {

    private static final String PATHS = "/v1/";

    record Error(
            String message,
            String type,
            @Nullable String param,
            @Nullable Object code) {}

    /** What a reply to a path holds of a problem: the problem itself, or this form of it. */
    static Object body(ProblemDetail problem, String path) {
        return path.startsWith(PATHS) ? of(problem) : problem;
    }

    private static OpenAiError of(ProblemDetail problem) {
        String type = switch (problem.getStatus()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> problem.getStatus() < 500 ? "invalid_request_error" : "server_error";
        };
        Map<String, Object> properties = problem.getProperties() == null ? Map.of() : problem.getProperties();
        String param = properties.get(Problems.ERRORS) instanceof List<?> errors
                        && !errors.isEmpty()
                        && errors.getFirst() instanceof Violation first
                ? first.field()
                : null;
        String message = problem.getDetail() == null ? String.valueOf(problem.getTitle()) : problem.getDetail();
        return new OpenAiError(new Error(message, type, param, properties.get(Problems.ERROR_TYPE)));
    }
}
