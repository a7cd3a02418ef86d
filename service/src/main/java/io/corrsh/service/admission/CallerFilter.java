package io.corrsh.service.admission;

import io.corrsh.model.batch.Caller;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.Problems;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Encode;
import io.corrsh.service.web.MediaTypes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says on whose behalf a request is answered and how long it waits, and sends it away where too much is asked for. It comes after the
 * guard, so that a caller is known by its key, else by its address.
 */
@Component
final class CallerFilter extends OncePerRequestFilter {

    /** What is answered under any load: it costs little, and tells about the load. */
    private static final List<String> ALWAYS =
            List.of("/actuator", "/docs", "/swagger-ui", "/v3/api-docs", "/info", "/models", "/error");

    private final Admission admission;
    private final Encode settings;
    private final Problems problems;

    CallerFilter(Admission admission, CorrshProperties properties, Problems problems) {
        this.admission = admission;
        this.settings = properties.encode();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ALWAYS.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Visit visit;
        Caller caller;
        try {
            caller = caller(request);
            admission.arrive(caller, response);
            visit = new Visit(admission, caller);
        } catch (ProblemException e) {
            problems.write(request, response, e);
            return;
        }
        try {
            answer(request, response, chain, caller, visit);
        } finally {
            visit.end();
        }
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, Caller caller, Visit visit)
            throws ServletException, IOException {
        try {
            ScopedValue.where(Caller.CURRENT, caller)
                    .where(Visit.CURRENT, visit)
                    .call(() -> {
                        chain.doFilter(request, response);
                        return visit;
                    });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private Caller caller(HttpServletRequest request) {
        // Lines are answered as they can be, however long it takes, and are not refused half-way for a full queue.
        boolean lines = MediaTypes.isJsonLines(request.getContentType());
        Duration timeout = RequestTimeout.of(request, settings);
        Principal principal = request.getUserPrincipal();
        return new Caller(
                principal == null ? request.getRemoteAddr() : principal.getName(),
                System.nanoTime(),
                timeout == null && !lines ? settings.timeout() : timeout,
                lines,
                ConnectionValve.probe(request));
    }
}
