package io.corrsh.service.requests;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.Locale;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes a line for each request when its answer is complete, also for those that Tomcat refuses. Queries are left out: they hold
 * texts. The fields of the structured form are named as the Elastic Common Schema names them.
 */
final class AccessLogValve extends ValveBase implements AccessLog {

    static final String LOGGER = "io.corrsh.access";
    private static final String CALLER = AccessLogValve.class.getName() + ".caller";

    private final Logger logger = LoggerFactory.getLogger(LOGGER);
    private boolean addresses;

    AccessLogValve() {
        super(true);
    }

    /** Notes who calls, which only the handlers' side of the guard knows. */
    static void note(jakarta.servlet.http.HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal != null) {
            request.setAttribute(CALLER, principal.getName());
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        String id = RequestId.known(request);
        String caller = request.getAttribute(CALLER) instanceof String name ? name : "-";
        String path = request.getRequestURI() == null ? "-" : request.getRequestURI();
        String method = request.getMethod() == null ? "-" : request.getMethod();
        long bytes = response.getBytesWritten(false);
        try (MDC.MDCCloseable note = MDC.putCloseable(RequestId.KEY, id)) {
            logger.atInfo()
                    .addKeyValue("http.request.method", method)
                    .addKeyValue("url.path", path)
                    .addKeyValue("http.response.status_code", response.getStatus())
                    .addKeyValue("http.response.body.bytes", bytes)
                    .addKeyValue("event.duration", nanos)
                    .addKeyValue("client.address", request.getRemoteAddr())
                    .addKeyValue("user.name", caller)
                    .log(
                            "{} {} {} {} ms, {} bytes, {} {}",
                            method,
                            path,
                            response.getStatus(),
                            millis(nanos),
                            bytes,
                            request.getRemoteAddr(),
                            caller);
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        addresses = enabled;
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return addresses;
    }
}
