package io.corrsh.service.metrics.index;

import io.corrsh.index.SearchResult;
import io.corrsh.service.metrics.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long the parts of a search take, in meters and in spans. */
@Component
public final class SearchMetrics {

    /** The parts of a search. */
    public enum Stage {
        /** The query's text to its code. */
        ENCODE,
        /** Comparing codes and reading the documents found. */
        SCAN,
        /** Looking for the query's words. */
        WORDS,
        /** Ordering by the query's logits and making the reply's hits. */
        FETCH,
        /** All of it. */
        TOTAL
    }

    /** The kinds of search. */
    public enum Mode {
        /** The nearest documents. */
        EXACT,
        /** The nearest documents within a distance. */
        RADIUS,
        /** Codes and words together. */
        HYBRID
    }

    private final Map<Part, Timer> timers = new HashMap<>();

    private final ResultMetrics results;
    private final Tracer tracer;

    public SearchMetrics(MeterRegistry registry, Tracer tracer) {
        this.results = new ResultMetrics(registry);
        this.tracer = tracer;
        for (Stage stage : Stage.values()) {
            for (Mode mode : Mode.values()) {
                timers.put(new Part(stage, mode), timer(registry, stage, mode));
            }
        }
    }

    /** Does a part of a search, takes its time and, where the request is traced, gives it a span. */
    public <T> T time(Stage stage, Mode mode, Supplier<T> part) {
        long started = System.nanoTime();
        Span span = tracer.nextSpan().name("search " + label(stage)).start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            T done = part.get();
            record(stage, mode, System.nanoTime() - started);
            return done;
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Notes how long a part took. */
    public void record(Stage stage, Mode mode, long nanos) {
        Objects.requireNonNull(timers.get(new Part(stage, mode))).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Notes what the index answered. */
    public void found(List<SearchResult> answers) {
        answers.forEach(results::found);
    }

    private static Timer timer(MeterRegistry registry, Stage stage, Mode mode) {
        return Timers.register(
                registry,
                "corrsh.search",
                "Time of a search and its parts",
                Tags.of(
                        "stage", label(stage),
                        "mode", label(mode)),
                Duration.ofNanos(50_000),
                Duration.ofSeconds(10));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private record Part(Stage stage, Mode mode) {}
}
