package io.corrsh.service.problems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that Tomcat itself refuses, such as a path that cannot be decoded. Made by Tomcat, by its name. */
public final class ProblemReportValve extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemKind kind = ProblemKind.of(HttpStatusCode.valueOf(status));
        String message = response.getMessage();
        if (status == 400 && (message == null || message.isBlank())) {
            message = "The request line or the headers cannot be read: they are malformed or too long";
        }
        if (status == 505) {
            kind = ProblemKind.MALFORMED;
            message = "The version of HTTP must be 1.0 or 1.1";
        }
        ProblemDetail problem =
                Problems.of(kind, message == null || message.isBlank() ? kind.title() : message, List.of());
        problem.setStatus(status);
        try {
            byte[] body = JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client has left before it was told of an error", e);
        }
    }
}
