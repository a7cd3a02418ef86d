package io.corrsh.service.admission;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Gives each request a way to ask whether its client has closed the connection, which the servlet API has none for. */
final class ConnectionValve extends ValveBase {

    private static final String PROBE = ConnectionValve.class.getName() + ".probe";
    private static final BooleanSupplier UNKNOWN = () -> false;

    ConnectionValve() {
        super(true);
    }

    /** Tells whether the client has gone, as far as is known; only for the request's own thread. */
    static BooleanSupplier probe(ServletRequest request) {
        return request.getAttribute(PROBE) instanceof BooleanSupplier probe ? probe : UNKNOWN;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        BooleanSupplier probe = () -> isClosed(connection);
        request.setAttribute(PROBE, probe);
        getNext().invoke(request, response);
    }

    private static boolean isClosed(org.apache.coyote.Request connection) {
        // Bytes of the body that are still to be read are no sign of anything.
        if (!connection.isFinished()) {
            return false;
        }
        // Reads without waiting. A next request that the client has sent already is kept, so that the second look finds
        // nothing to read, while the end of the connection is there at every look.
        int first = available(connection);
        int second = available(connection);
        return first > 0 && second > 0;
    }

    private static int available(org.apache.coyote.Request connection) {
        connection.action(ActionCode.AVAILABLE, true);
        return connection.getAvailable();
    }
}
