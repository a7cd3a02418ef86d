package io.corrsh.service.problems;

import io.corrsh.index.IndexWriteException;
import io.corrsh.index.SearchStoppedException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Turns what handlers throw into problems. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Log LOG = LogFactory.getLog(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(ProblemException failure, WebRequest request) {
        return answer(failure, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(IndexWriteException failure, WebRequest request) {
        LOG.error("A write failed", failure);
        ProblemDetail problem = Problems.of(
                ProblemKind.INDEX_WRITE, "The write is not acknowledged: " + failure.getMessage(), List.of());
        return handleExceptionInternal(failure, problem, new HttpHeaders(), ProblemKind.INDEX_WRITE.status(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(SearchStoppedException failure, WebRequest request) {
        return answer(
                new ProblemException(ProblemKind.TIME_LIMIT, failure.getMessage() + " (corrsh.limits.search-time)"),
                request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(RuntimeException failure, WebRequest request) {
        LOG.error("A request failed: " + request.getDescription(false), failure);
        ProblemDetail problem =
                Problems.of(ProblemKind.INTERNAL, "The service failed; its log says more about it", List.of());
        return handleExceptionInternal(failure, problem, new HttpHeaders(), ProblemKind.INTERNAL.status(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // The body's limit shows first inside the parser.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return answer(problem, request);
            }
            if (cause instanceof JacksonException json && !(json.getCause() instanceof ProblemException)) {
                return answer(JsonErrors.problem(json), request);
            }
        }
        return answer(new ProblemException(ProblemKind.MALFORMED, "A JSON body is required"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(ProblemException.invalid(failure.getParameterName(), "is required"), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof MethodArgumentTypeMismatchException argument) {
            String expected = argument.getRequiredType() == Boolean.class ? "true or false" : "a whole number";
            return answer(
                    ProblemException.invalid(
                            argument.getName(), "must be %s, got '%s'".formatted(expected, failure.getValue())),
                    request);
        }
        return super.handleTypeMismatch(failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                new ProblemException(
                        ProblemKind.NOT_FOUND, "There is nothing at '/%s'".formatted(failure.getResourcePath())),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String known = failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .sorted()
                .collect(Collectors.joining(" or "));
        String given = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String detail =
                "'Content-Type' must be %s, got %s".formatted(known, given == null ? "none" : "'" + given + "'");
        ProblemDetail problem = Problems.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail, List.of());
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    /** A client that has gone, or has part of the reply already, is told no more. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            LOG.debug("A reply was broken off", failure);
            return null;
        }
        return super.handleExceptionInternal(failure, body, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey(Problems.ERROR_TYPE))) {
            Problems.dress(problem, ProblemKind.of(status), List.of());
        }
        Object shown = body instanceof ProblemDetail problem && request instanceof ServletWebRequest servlet
                ? OpenAiError.body(problem, servlet.getRequest().getRequestURI())
                : body;
        return super.createResponseEntity(shown, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> answer(ProblemException failure, WebRequest request) {
        // Where Tomcat has refused the request too, as after a cut body, its error page answers, and shows this.
        request.setAttribute(ProblemErrorController.FAILURE, failure, RequestAttributes.SCOPE_REQUEST);
        return handleExceptionInternal(
                failure, Problems.of(failure), failure.headers(), failure.kind().status(), request);
    }
}
