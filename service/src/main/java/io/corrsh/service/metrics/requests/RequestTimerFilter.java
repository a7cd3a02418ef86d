package io.corrsh.service.metrics.requests;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the time of every request that is not traced; where requests are traced, Spring's own filter takes it and links the two. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@ConditionalOnBooleanProperty(name = "management.opentelemetry.enabled", havingValue = false)
final class RequestTimerFilter extends OncePerRequestFilter {

    private final RequestTimers timers;

    RequestTimerFilter(MeterRegistry registry) {
        this.timers = new RequestTimers(registry);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        LongAdder active = timers.begin(request);
        Throwable failure = null;
        try {
            chain.doFilter(request, response);
            failure = told(request);
        } catch (ServletException | IOException | RuntimeException | Error e) {
            failure = e.getCause() != null && e instanceof ServletException ? e.getCause() : e;
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        } finally {
            active.decrement();
            timers.answered(request, response, failure, System.nanoTime() - began);
        }
    }

    /** What a handler of errors has noted. */
    private static @Nullable Throwable told(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure ? failure : null;
    }
}
