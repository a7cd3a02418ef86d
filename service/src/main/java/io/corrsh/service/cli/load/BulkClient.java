package io.corrsh.service.cli.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON lines to a service; a busy one is asked again, ever more seldom, but not for ever. */
final class BulkClient implements AutoCloseable {

    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final URI readiness;
    private final URI documents;
    private final @Nullable String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final JsonMapper json = new JsonMapper();

    /**
     * Makes a client.
     *
     * @param key the API key, for a service that asks for one
     */
    BulkClient(URI service, @Nullable String key) {
        this.key = key;
        this.readiness = service.resolve("actuator/health/readiness");
        this.documents = service.resolve("documents");
    }

    /**
     * Sends lines.
     *
     * @throws CommandFailedException if the service cannot be reached, does not take them, or is busy for too long
     */
    Reply send(byte[] lines) throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(documents)
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/json")
                .timeout(Duration.ofMinutes(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines));
        if (key != null) {
            builder.header("X-Api-Key", key);
        }
        HttpRequest request = builder.build();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            HttpResponse<byte[]> response = exchange(request);
            int status = response.statusCode();
            if (status == 200) {
                return read(response.body());
            }
            if ((status != 429 && status != 503) || attempt == ATTEMPTS) {
                throw new CommandFailedException("the service refused lines with status %d%s: %s"
                        .formatted(
                                status,
                                attempt == 1 ? "" : " after %d attempts".formatted(attempt),
                                detail(response.body())));
            }
            Thread.sleep(retryAfter(response, pause));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /**
     * Waits for a service that is starting.
     *
     * @throws CommandFailedException if it isn't ready in time
     */
    void awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        HttpRequest request = HttpRequest.newBuilder(readiness)
                .timeout(FIRST_PAUSE.multipliedBy(8))
                .build();
        while (true) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Nothing listens yet.
            }
            if (System.nanoTime() >= deadline) {
                throw new CommandFailedException(
                        "the service at %s was not ready within %d s".formatted(readiness, patience.toSeconds()));
            }
            Thread.sleep(FIRST_PAUSE);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CommandFailedException(
                    "nothing answers at %s: is the service running there?".formatted(documents), e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the connection to %s broke: %s".formatted(documents, Failures.reason(e)), e);
        }
    }

    private Reply read(byte[] body) {
        try {
            return json.readValue(body, Reply.class);
        } catch (JacksonException e) {
            throw new CommandFailedException("%s does not answer like CorrSH".formatted(documents), e);
        }
    }

    private String detail(byte[] body) {
        try {
            return json.readTree(body).path("detail").asString("no reason given");
        } catch (JacksonException e) {
            return "no reason given";
        }
    }

    private static Duration retryAfter(HttpResponse<?> response, Duration otherwise) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> shorter(Duration.ofSeconds(Long.parseLong(value)), LONGEST_PAUSE))
                .orElse(otherwise);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** The service's answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reply(List<Item> items) {}

    /** What became of a line of a request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(long line, int status, @Nullable String error) {}
}
