package io.corrsh.service.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for errors that were raised outside of every handler. */
@Hidden
@RestController
final class ProblemErrorController implements ErrorController {

    /** The attribute of a request that holds what is known of its failure. */
    static final String FAILURE = ProblemErrorController.class.getName() + ".failure";

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        if (request.getAttribute(FAILURE) instanceof ProblemException failure) {
            return answer(request, Problems.of(failure.kind(), failure.detail(), failure.violations()));
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatusCode status = HttpStatusCode.valueOf(code instanceof Integer value ? value : 404);
        ProblemKind kind = ProblemKind.of(status);
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        String detail = message instanceof String text && !text.isBlank() ? text : kind.title();
        ProblemDetail problem = Problems.of(kind, detail, List.of());
        problem.setStatus(status.value());
        return answer(request, problem);
    }

    private static ResponseEntity<Object> answer(HttpServletRequest request, ProblemDetail problem) {
        Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = uri instanceof String given ? given : request.getRequestURI();
        problem.setInstance(URI.create(path));
        Object body = OpenAiError.body(problem, path);
        return ResponseEntity.status(problem.getStatus())
                .contentType(body == problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON)
                .body(body);
    }
}
