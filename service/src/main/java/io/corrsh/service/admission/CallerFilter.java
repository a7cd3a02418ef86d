package io.corrsh.service.admission;

import io.corrsh.model.batch.Caller;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.Problems;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.Encode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says on whose behalf a request is answered and how long it waits, and sends it away where too much is asked for. It comes after the
 * guard, so that a caller is known by its key, else by its address.
 */
@Component
final class CallerFilter extends OncePerRequestFilter {

    private final Admission admission;
    private final KnownCallers callers;
    private final Encode settings;
    private final Problems problems;

    CallerFilter(Admission admission, KnownCallers callers, CorrshProperties properties, Problems problems) {
        this.admission = admission;
        this.callers = callers;
        this.settings = properties.encode();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RequestHead.isAlwaysAnswered(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Visit visit;
        Caller caller;
        try {
            caller = caller(request);
            admission.arrive(caller.name(), request, response);
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
        boolean patient = RequestHead.isPatient(request);
        Duration timeout = RequestTimeout.of(request, settings);
        return new Caller(
                callers.name(request),
                System.nanoTime(),
                timeout == null && !patient ? settings.timeout() : timeout,
                patient,
                ConnectionValve.probe(request));
    }
}
