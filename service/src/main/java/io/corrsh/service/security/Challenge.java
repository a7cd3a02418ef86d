package io.corrsh.service.security;

import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers who has no key, or one of too low a role. */
final class Challenge implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Problems problems;

    Challenge(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"corrsh\"");
        String detail = failure instanceof BadCredentialsException
                ? String.valueOf(failure.getMessage())
                : "Send a key as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'";
        problems.write(request, response, ProblemKind.UNAUTHORIZED, detail);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        problems.write(
                request,
                response,
                ProblemKind.FORBIDDEN,
                "The key's role does not allow %s here".formatted(request.getMethod()));
    }
}
