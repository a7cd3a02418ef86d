package io.corrsh.service.encode.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest({"corrsh.limits.body=64KB", "corrsh.limits.bulk-body=128MB"})
@Timeout(60)
class EncodeStreamTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEAD =
            "POST /encode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n";

    private final Api api;
    private final int port;

    EncodeStreamTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void answersEachLineInItsOrder() {
        Answer answer = post(
                "?encoding_format=int64&include=margin,%20unstable_bits",
                "\"space shuttle\"",
                "",
                "{\"id\":\"a\",\"text\":\"hockey goal\",\"labels\":[\"x\"],\"year\":1990}",
                "{\"text\":\"zzz\"}");
        assertThat(answer.type()).isEqualTo("application/x-ndjson");
        assertThat(answer.headers().firstValue("X-Corrsh-Model").orElse("")).startsWith("test@");
        assertThat(answer.headers().firstValue("X-Corrsh-Bits")).contains("64");
        List<JsonNode> lines = lines(answer);
        assertThat(lines).extracting(line -> line.path("line").intValue()).containsExactly(1, 3, 4);
        JsonNode alone = api.post(
                        "/encode",
                        "{\"inputs\":[\"space shuttle\",\"hockey goal\"],\"encoding_format\":\"int64\",\"include\":[\"margin\"]}")
                .json()
                .path("data");
        assertThat(lines.get(0).path("code")).isEqualTo(alone.at("/0/code"));
        assertThat(lines.get(1).path("code")).isEqualTo(alone.at("/1/code"));
        assertThat(lines.get(1).path("id").stringValue()).isEqualTo("a");
        assertThat(lines.get(1).has("min_margin")).isTrue();
        assertThat(lines.get(1).has("unstable_bits")).isTrue();
        assertThat(lines.get(2).path("code").isNull()).isTrue();
        assertThat(lines.get(2).path("reason").stringValue()).isEqualTo("no_known_word");
    }

    @Test
    void failsBadLinesAlone() {
        List<JsonNode> lines = lines(post(
                "",
                "\"moon\"",
                "{\"text\":",
                "[\"moon\"]",
                "{\"id\":7,\"text\":\"moon\"}",
                "{\"text\":7}",
                "{\"id\":\"a\"}",
                "\"" + "a".repeat(70_000) + "\"",
                "\"orbit\""));
        assertThat(lines).hasSize(8);
        assertThat(lines.get(0).path("code").isString()).isTrue();
        assertThat(lines.get(7).path("code").isString()).isTrue();
        assertThat(lines.subList(1, 7))
                .extracting(line -> line.path("status").intValue())
                .containsExactly(400, 400, 400, 400, 400, 413);
        assertThat(lines.subList(1, 7))
                .extracting(line -> line.path("error").stringValue())
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("The line is not valid JSON: "),
                        error -> assertThat(error).isEqualTo("The line must be a string or an object with a 'text'"),
                        error -> assertThat(error).isEqualTo("'id' must be a string or absent"),
                        error -> assertThat(error).isEqualTo("'text' must be a string"),
                        error -> assertThat(error).isEqualTo("'text' is required: a string"),
                        error -> assertThat(error).isEqualTo("The line must have at most 65536 bytes, got 70002"));
        assertThat(lines.get(1).propertyNames()).containsExactly("line", "status", "error", "error_type");
    }

    @Test
    void answersAnEmptyBodyWithNoLines() {
        Answer answer = post("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThat(post("?encoding_format=hexa", "\"moon\"").status()).isEqualTo(400);
        assertThat(post("?include=margin,all", "\"moon\"")
                        .json()
                        .at("/errors/0/field")
                        .stringValue())
                .isEqualTo("include[1]");
        assertThat(post("?format=hex", "\"moon\"").status()).isEqualTo(400);
    }

    @Test
    void answersALineBeforeTheNextIsSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            send(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            for (int line = 1; line <= 3; line++) {
                send(out, "7\r\n\"moon\"\n\r\n");
                String reply = in.readLine();
                while (!reply.startsWith("{")) {
                    reply = in.readLine();
                }
                assertThat(JSON.readTree(reply).path("line").intValue()).isEqualTo(line);
            }
            send(out, "0\r\n\r\n");
        }
    }

    @Test
    void letsAClientSendAllBeforeItReads() throws IOException {
        int lines = 100_000;
        byte[] body = "\"the shuttle in orbit\"\n".repeat(lines).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            send(out, HEAD + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n");
            out.write(body);
            out.flush();
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(reply.lines().filter(line -> line.contains("\"code\":\"")))
                    .hasSizeGreaterThan(lines - 1000);
            assertThat(reply).contains("{\"line\":" + lines + ",");
        }
    }

    private Answer post(String query, String... lines) {
        return api.postBytes(
                "/encode" + query,
                "application/x-ndjson",
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> lines(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonNode> lines = new ArrayList<>();
        answer.body().lines().forEach(line -> lines.add(JSON.readTree(line)));
        return lines;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
