package io.corrsh.service.admission;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.Problems;
import io.corrsh.service.requests.RequestId;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/**
 * Sends requests away that would be sent away later anyway, before guard, spans and body cost anything: under overload refusals are
 * most of what is answered. What it lets pass is looked at again behind the guard.
 */
final class AdmissionValve extends ValveBase {

    private final Admission admission;
    private final KnownCallers callers;
    private final Problems problems;

    AdmissionValve(Admission admission, KnownCallers callers, Problems problems) {
        super(true);
        this.admission = admission;
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // A page of another origin reads a refusal only with the headers that the guard gives it.
        if (request.getHeader("Origin") == null && !RequestHead.isAlwaysAnswered(request)) {
            long started = System.nanoTime();
            String caller = callers.guess(request);
            try {
                if (caller != null) {
                    admission.look(caller, request, response);
                }
            } catch (ProblemException refusal) {
                try (MDC.MDCCloseable note = RequestId.begin(request, response)) {
                    problems.write(request, response, refusal);
                }
                admission.refusedEarly(request, System.nanoTime() - started);
                return;
            }
        }
        getNext().invoke(request, response);
    }
}
