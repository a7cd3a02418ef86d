package io.corrsh.service.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that has room for two requests and 64 texts. */
@ServiceTest({
    "corrsh.security.keys-file=${dir}/keys",
    "corrsh.limits.concurrent=2",
    "corrsh.encode.threads=1",
    "corrsh.encode.batch-texts=16",
    "corrsh.encode.queue=64"
})
@Timeout(120)
class OverloadTests {

    private static final int MANY = 10_000;
    private static final String REFUSED = "corrsh_requests_refused_total{reason=\"%s\"}";
    private static final String FAILURES = "corrsh_encode_failures_total{reason=\"%s\"}";
    private static final String LONG_TEXT = "\"" + "moon rocket unheard of ".repeat(12) + "\"";

    private final Api api;
    private final int port;

    OverloadTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void refusesWhatFindsNoRoomAndRecovers() throws IOException {
        List<Socket> readers = new ArrayList<>();
        try {
            double before = metric(REFUSED.formatted("concurrency"));
            // Their replies are larger than what the connections hold: they are in the service until they are read.
            for (int i = 1; i <= 2; i++) {
                double encoded = metric("corrsh_batch_size_sum");
                readers.add(open(Role.READ, "{\"include\":[\"logits\"],\"inputs\":" + texts("\"moon\"") + "}"));
                await(() -> metric("corrsh_batch_size_sum") >= encoded + MANY);
            }
            assertThat(metric("corrsh_requests_in_flight")).isEqualTo(2);
            Answer refused = as(Role.READ).post("/encode", "{\"inputs\":\"moon\"}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.type()).isEqualTo("application/problem+json");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.json().path("type").asString()).isEqualTo("urn:corrsh:problem:overloaded");
            assertThat(refused.json().path("error_type").asString()).isEqualTo("overloaded");
            assertThat(refused.json().path("detail").asString()).isEqualTo("2 requests are being answered");
            assertThat(refused.json().path("retry_after_ms").asInt()).isEqualTo(1000);
            Answer openAi = as(Role.READ).post("/v1/embeddings", "{\"model\":\"test\",\"input\":\"moon\"}");
            assertThat(openAi.status()).isEqualTo(429);
            assertThat(openAi.json().at("/error/message").asString()).isEqualTo("2 requests are being answered");
            assertThat(as(Role.READ).get("/search?q=moon").status()).isEqualTo(429);
            assertThat(metric(REFUSED.formatted("concurrency")) - before).isEqualTo(3);
            Answer named = as(Role.READ).with("X-Request-Id", "mine").post("/encode", "{\"inputs\":\"moon\"}");
            assertThat(named.status()).isEqualTo(429);
            assertThat(named.headers().firstValue("X-Request-Id")).hasValue("mine");
            assertThat(named.json().path("request_id").asString()).isEqualTo("mine");
            assertThat(api.with("X-Api-Key", "csh_nobody").get("/search?q=moon").status())
                    .as("what no key opens is said before there is room")
                    .isEqualTo(401);
            assertThat(metric("http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\"POST\","
                            + "outcome=\"CLIENT_ERROR\",status=\"429\",uri=\"UNKNOWN\"}"))
                    .as("requests refused before the guard are counted as others are")
                    .isGreaterThanOrEqualTo(2);

            assertThat(as(Role.READ).get("/info").status()).isEqualTo(200);
            assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(as(Role.WRITE).post("/encode", "{\"inputs\":\"moon\"}").status())
                    .as("another caller has a share of its own")
                    .isEqualTo(200);
            assertThat(lines(Role.READ).status())
                    .as("lines wait instead of being refused")
                    .isEqualTo(200);

            for (Socket reader : readers) {
                reader.shutdownOutput();
                assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200");
            }
            await(() -> as(Role.READ).post("/encode", "{\"inputs\":\"moon\"}").status() == 200);
            await(() -> metric("corrsh_requests_in_flight") == 0);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void refusesTextsThatFindNoRoomInTheQueueButNotLines() throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> others = threads.submit(() -> {
                int answered = 0;
                while (!seen.get()) {
                    answered += as(Role.WRITE)
                                            .post("/encode", "{\"inputs\":" + texts(LONG_TEXT) + "}")
                                            .status()
                                    == 200
                            ? 1
                            : 0;
                }
                return answered;
            });
            try {
                await(() -> {
                    assertThat(lines(Role.WRITE).status()).isEqualTo(200);
                    Answer answer = as(Role.WRITE).post("/encode", "{\"inputs\":\"moon\"}");
                    assertThat(answer.status()).isIn(200, 429);
                    return answer.body().contains(" texts wait to be encoded");
                });
            } finally {
                seen.set(true);
            }
            assertThat(others.get()).as("large requests that were answered").isPositive();
        }
        await(() -> metric("corrsh_queue_size{model=\"test\"}") == 0);
        assertThat(metric(FAILURES.formatted("overloaded")) + metric(REFUSED.formatted("queue")))
                .isPositive();
        assertThat(as(Role.WRITE).post("/encode", "{\"inputs\":\"moon\"}").status())
                .isEqualTo(200);
    }

    @Test
    void answersInTimeOrNotAtAll() {
        double before = metric(FAILURES.formatted("deadline"));
        Answer late = as(Role.ADMIN)
                .with("X-Request-Timeout", "0.001")
                .post("/encode", "{\"inputs\":" + texts(LONG_TEXT) + "}");
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.json().path("error_type").asString()).isEqualTo("time_limit");
        assertThat(late.json().path("detail").asString()).isEqualTo("The texts were not encoded within PT0.001S");
        assertThat(metric(FAILURES.formatted("deadline")) - before).isEqualTo(1);
        await(() -> metric("corrsh_queue_size{model=\"test\"}") == 0);
        assertThat(as(Role.ADMIN)
                        .with("X-Request-Timeout", "60")
                        .post("/encode", "{\"inputs\":\"moon\"}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0", "-1", "600.1", "1e3", "1,5"})
    void namesATimeoutThatItDoesNotTake(String timeout) {
        Answer answer = as(Role.ADMIN).with("X-Request-Timeout", timeout).get("/search?q=moon");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("'X-Request-Timeout' must be a number of seconds above 0 and up to 600, such as 2.5, got '"
                        + timeout + "'");
    }

    @Test
    void doesNotEncodeForAClientThatHasGone() {
        await(() -> {
            double gone = metric(FAILURES.formatted("client_gone"));
            double encoded = metric("corrsh_batch_size_sum");
            try (Socket client = open(Role.ADMIN, "{\"inputs\":" + texts(LONG_TEXT) + "}")) {
                await(() -> metric("corrsh_queue_size{model=\"test\"}") > 0
                        || metric("corrsh_batch_size_sum") >= encoded + MANY);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            await(() -> metric("corrsh_queue_size{model=\"test\"}") == 0);
            // On a fast machine all may have been encoded before it was seen to be gone.
            return metric(FAILURES.formatted("client_gone")) > gone && metric("corrsh_batch_size_sum") < encoded + MANY;
        });
    }

    private Api as(Role role) {
        return api.with("X-Api-Key", TestKeys.of(role));
    }

    private Answer lines(Role role) {
        byte[] body = "\"moon\"\n\"orbit\"\n".getBytes(StandardCharsets.UTF_8);
        Answer answer = as(role).postBytes("/encode", "application/x-ndjson", body);
        assertThat(answer.body()).contains("\"line\":2", "\"code\"").doesNotContain("error");
        return answer;
    }

    /** Sends a request and reads nothing of the reply. */
    private Socket open(Role role, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /encode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                        + "X-Api-Key: %s\r\nContent-Length: %d\r\n\r\n".formatted(TestKeys.of(role), body.length);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }

    private double metric(String series) {
        String scrape = as(Role.ADMIN).get("/actuator/prometheus").body();
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape);
        assertThat(line.find()).as(series).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String texts(String json) {
        return "[" + String.join(",", Collections.nCopies(MANY, json)) + "]";
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
