package io.corrsh.service.requests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

@ServiceTest({"corrsh.access-log=true", "corrsh.security.keys-file=${dir}/keys"})
class AccessLogTests {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Api api;

    AccessLogTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        lines.stop();
    }

    @Test
    void tellsWhoAskedForWhatAndWhatCameOfIt() throws InterruptedException {
        api.with("X-Api-Key", TestKeys.of(Role.READ))
                .with("X-Request-Id", "id-1")
                .get("/search?q=some+words");
        ILoggingEvent line = line("id-1");
        assertThat(line.getFormattedMessage()).startsWith("GET /search 200 ").endsWith(" 127.0.0.1 read");
        assertThat(line.getKeyValuePairs())
                .contains(
                        new KeyValuePair("http.request.method", "GET"),
                        new KeyValuePair("url.path", "/search"),
                        new KeyValuePair("http.response.status_code", 200),
                        new KeyValuePair("user.name", "read"));
    }

    @Test
    void hasTheRequestsThatWereTurnedAway() throws InterruptedException {
        api.with("X-Request-Id", "id-2").get("/search?q=some+words");
        assertThat(line("id-2").getFormattedMessage()).startsWith("GET /search 401 ");
    }

    @Test
    void holdsNoTextsAndNoSecrets() throws InterruptedException {
        Api writer = api.with("X-Api-Key", TestKeys.of(Role.WRITE)).with("X-Request-Id", "id-3");
        writer.get("/search?q=unspeakable+words");
        writer.get("/search?q=unspeakable&k=minus");
        writer.get("/search?q=a&filter=unspeakable((");
        writer.post("/encode", "{\"inputs\": [\"unspeakable words\"]}");
        writer.post("/encode", "{\"inputs\": [\"unspeakable words\"}");
        writer.post("/documents", "{\"id\": \"1\", \"text\": \"unspeakable words\", \"secret\": \"unspeakable\"}");
        writer.post("/documents", "{\"id\": 1, \"text\": \"unspeakable words\"}");
        api.with("X-Api-Key", "corrsh_unspeakable").with("X-Request-Id", "id-4").get("/info");
        line("id-4");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSizeGreaterThanOrEqualTo(8)
                .noneMatch(message -> message.contains("unspeakable") || message.contains(TestKeys.of(Role.WRITE)));
    }

    /** The line is written after the answer was sent. */
    private ILoggingEvent line(String request) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            for (ILoggingEvent event : lines.list) {
                if (event.getLoggerName().equals(AccessLogValve.LOGGER)
                        && request.equals(event.getMDCPropertyMap().get(RequestId.KEY))) {
                    return event;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("No line of the access log has the id " + request);
    }
}
