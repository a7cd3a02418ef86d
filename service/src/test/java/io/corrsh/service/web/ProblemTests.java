package io.corrsh.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

@ServiceTest({"corrsh.limits.body=64KB", "corrsh.limits.bulk-body=128KB"})
class ProblemTests {

    private static final int OVER = 70 * 1024;

    private final Api api;
    private final ConfigurableApplicationContext context;

    ProblemTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.context = context;
    }

    @Test
    void answersAnUnknownPath() {
        assertProblem(api.get("/nothing/here"), 404, "not_found", "There is nothing at '/nothing/here'");
    }

    @Test
    void answersAWrongMethod() {
        assertProblem(api.get("/encode"), 405, "method_not_allowed", "Method 'GET' is not supported.");
    }

    @Test
    void answersAWrongMediaType() {
        Answer answer = api.send("POST", "/encode", "text/plain", BodyPublishers.ofString("moon"));
        assertProblem(
                answer,
                415,
                "unsupported_media_type",
                "'Content-Type' must be application/json or application/x-ndjson, got 'text/plain'");
    }

    @Test
    void answersInvalidJsonWithItsPlace() {
        Answer answer = api.post("/search", "{\"q\":\"moon\",\n \"k\":}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue())
                .startsWith("The body is not valid JSON: ")
                .endsWith("(line 2, column 6)");
    }

    @Test
    void answersInvalidUtf8() {
        byte[] body = "{\"inputs\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = api.postBytes("/encode", "application/json", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue()).contains("UTF-8");
    }

    @Test
    void answersAnEmptyBody() {
        assertProblem(api.post("/encode", ""), 400, "malformed", "A JSON body is required");
    }

    @Test
    void answersAPathThatTomcatRefuses() throws IOException {
        String reply = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"error_type\":\"malformed\"");
    }

    @Test
    void answersWhatIsNotHttp() throws IOException {
        assertThat(raw("\u0016\u0003\u0001\u0002\u0000\u0001"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed or too long");
        assertThat(raw("GET /search?q=" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("malformed or too long");
        assertThat(raw("GET /info HTTP/9.9\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 505")
                .contains("The version of HTTP must be 1.0 or 1.1");
    }

    @Test
    void answersAPathThatLeadsElsewhere() throws IOException {
        assertThat(raw("GET /actuator/../search?q=moon HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"error_type\":\"malformed\"")
                .doesNotContain("hits");
    }

    @Test
    void saysNothingOfTheParserThatFoundALimit() {
        Answer answer = api.post("/encode", "{\"x\":" + "[".repeat(1000));
        assertThat(answer.json().path("detail").stringValue())
                .isEqualTo(
                        "The body is not valid JSON: Document nesting depth (501) exceeds the maximum allowed (500)");
    }

    @Test
    void answersABodyThatEndsEarly() throws IOException {
        String head = "POST /encode HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String reply = cut(head + "Content-Length: 100\r\n\r\n{\"inputs\":\"moon\"}");
        assertThat(reply).startsWith("HTTP/1.1 400").contains("\"detail\":\"The body ended early, after 17 bytes\"");
        String lines = cut(head.replace("json", "x-ndjson") + "Content-Length: 100\r\n\r\n\"moon\"\n\"orb");
        assertThat(lines)
                .startsWith("HTTP/1.1 200")
                .contains("{\"line\":1,\"code\":\"")
                .contains("\"error\":\"The body ended early, after 11 bytes\"");
    }

    @Test
    void answersHeadersThatAreTooLong() throws IOException {
        String reply = raw("GET /info HTTP/1.1\r\nHost: localhost\r\nX-Bomb: " + "a".repeat(100_000) + "\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("they are malformed or too long");
    }

    @Test
    void answersHeadersThatAreTooMany() throws IOException {
        String headers =
                IntStream.range(0, 150).mapToObj("X-%d: 1\r\n"::formatted).collect(Collectors.joining());
        assertThat(raw("GET /info HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void bindsAnnouncedBodiesToTheLimit() {
        assertTooLarge(api.post("/encode", "{\"inputs\":\"" + "a".repeat(OVER) + "\"}"));
        assertTooLarge(api.post("/documents", "{\"id\":\"big\",\"text\":\"" + "a".repeat(OVER) + "\"}"));
        assertThat(api.get("/documents/big").status()).isEqualTo(404);
    }

    @Test
    void bindsChunkedBodiesToTheLimit() {
        assertTooLarge(chunked("/encode", "application/json", "{\"inputs\":\"" + "a".repeat(OVER) + "\"}"));
        assertTooLarge(
                chunked("/documents", "application/json", "{\"id\":\"big\",\"text\":\"" + "a".repeat(OVER) + "\"}"));
        assertThat(chunked("/encode", "application/json", "{\"inputs\":\"moon\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/documents/big").status()).isEqualTo(404);
    }

    @Test
    void bindsTheLinesOfABulkLoadToTheLimitOfABody() {
        String lines = "{\"id\":\"small\",\"text\":\"moon\"}\n{\"id\":\"big\",\"text\":\"" + "a".repeat(OVER) + "\"}\n"
                + "{\"id\":\"last\",\"text\":\"moon\"}";
        Answer answer = chunked("/documents", "application/x-ndjson", lines);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items/1/status").intValue()).isEqualTo(413);
        assertThat(answer.json().at("/items/1/error").stringValue())
                .startsWith("The line must have at most 65536 bytes, got ");
        assertThat(answer.json().at("/items/2/status").intValue()).isEqualTo(201);
        assertThat(api.get("/documents/last").status()).isEqualTo(200);
    }

    @Test
    void bindsABulkLoadToItsOwnLimit() {
        String lines = "{\"id\":\"x\",\"text\":\"moon\"}\n".repeat(6000);
        assertTooLarge(chunked("/documents", "application/x-ndjson", lines));
        assertTooLarge(api.postBytes("/documents", "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8)));
    }

    private Answer chunked(String path, String type, String body) {
        return api.postChunked(path, type, () -> stream(body));
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").stringValue()).startsWith("The body must have at most ");
    }

    private static void assertProblem(Answer answer, int status, String type, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo(type);
        assertThat(answer.json().path("error").stringValue()).isEqualTo(detail);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(detail);
    }

    private String cut(String request) throws IOException {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String raw(String request) throws IOException {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
