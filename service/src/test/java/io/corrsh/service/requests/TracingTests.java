package io.corrsh.service.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a collector that keeps the bytes it is sent. */
@ServiceTest({
    "management.opentelemetry.enabled=true",
    "management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:${corrsh.test.collector}/v1/traces",
    "management.opentelemetry.tracing.export.schedule-delay=50ms",
    "management.tracing.sampling.probability=1.0"
})
class TracingTests {

    private static final String COLLECTOR = "corrsh.test.collector";
    private static final ByteArrayOutputStream SPANS = new ByteArrayOutputStream();
    private static HttpServer collector;

    private final Api api;

    TracingTests(Api api) {
        this.api = api;
    }

    @BeforeAll
    static void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            synchronized (SPANS) {
                SPANS.write(sent);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        System.setProperty(COLLECTOR, Integer.toString(collector.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        collector.stop(0);
        System.clearProperty(COLLECTOR);
    }

    @Test
    void sendsASpanForEachPartOfASearchWithoutItsText() throws InterruptedException {
        assertThat(api.get("/search?q=unspeakable+hockey").status()).isEqualTo(200);
        List<String> spans = List.of("http get /search", "search encode", "search scan", "search fetch");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!spans.stream().allMatch(sent()::contains) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(sent()).contains(spans).doesNotContain("unspeakable", "hockey");
    }

    private static String sent() {
        synchronized (SPANS) {
            return SPANS.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
