package io.corrsh.service.collections.http;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses paths with parameters ({@code /documents/a;b}): the server cuts them off, so that what was meant for one document would
 * go to another.
 */
final class PlainPaths implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw new ProblemException(
                    ProblemKind.MALFORMED,
                    "The path must not hold ';' as it is: write %s for one in an id".formatted("%3B"));
        }
        return true;
    }
}
