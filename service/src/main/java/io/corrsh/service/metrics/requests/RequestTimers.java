package io.corrsh.service.metrics.requests;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The timers of requests, under the name and with the labels that Spring gives them. Spring works the labels out and looks the timer up
 * at each request; here that is done once for each combination. Safe for use by several threads.
 */
final class RequestTimers {

    private static final String NAME = "http.server.requests";
    private static final String OTHER = "UNKNOWN";
    /** Whatever else clients send as a method is not kept. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final DefaultServerRequestObservationConvention labels = new DefaultServerRequestObservationConvention();
    private final ConcurrentMap<Kind, Timer> answered = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> active = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Notes that a request begins, and gives back what is to be told when it ends. */
    LongAdder begin(HttpServletRequest request) {
        String method = method(request);
        LongAdder count = active.get(method);
        if (count == null) {
            count = active.computeIfAbsent(method, this::active);
        }
        count.increment();
        return count;
    }

    /**
     * Notes that a request was answered.
     *
     * @param failure what kept it from an answer of its own
     */
    void answered(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure, long nanos) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Kind kind = new Kind(
                method(request),
                response.getStatus(),
                pattern == null ? null : pattern.toString(),
                failure == null ? null : failure.getClass());
        Timer timer = answered.get(kind);
        if (timer == null) {
            timer = answered.computeIfAbsent(kind, unused -> timer(request, response, kind.pattern, failure));
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private LongAdder active(String method) {
        LongAdder count = new LongAdder();
        Gauge.builder(NAME + ".active", count, LongAdder::sum)
                .description("Requests that are under way")
                .tag("method", method)
                .register(registry);
        return count;
    }

    private Timer timer(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable String pattern,
            @Nullable Throwable failure) {
        ServerRequestObservationContext context = new ServerRequestObservationContext(request, response);
        context.setPathPattern(pattern);
        if (failure != null) {
            context.setError(failure);
        }
        Tags tags =
                Tags.of("error", failure == null ? "none" : failure.getClass().getSimpleName());
        for (KeyValue label : labels.getLowCardinalityKeyValues(context)) {
            tags = tags.and(Tag.of(label.getKey(), label.getValue()));
        }
        return registry.timer(NAME, tags);
    }

    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    }

    private record Kind(
            String method,
            int status,
            @Nullable String pattern,
            @Nullable Class<?> failure) {}
}
