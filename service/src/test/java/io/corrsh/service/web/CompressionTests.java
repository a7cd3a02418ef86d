package io.corrsh.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest({"corrsh.limits.body=64KB", "corrsh.limits.bulk-body=128MB"})
class CompressionTests {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Api api;
    private final int port;

    CompressionTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void readsBodiesThatComeAsGzip() throws Exception {
        String plain =
                api.post("/encode", "{\"inputs\":\"the shuttle in orbit\"}").body();
        assertThat(post("/encode", JSON, "gzip", gzip("{\"inputs\":\"the shuttle in orbit\"}")))
                .isEqualTo("200 " + plain);
        assertThat(post(
                        "/documents",
                        JSON,
                        "gzip",
                        gzip("{\"id\":\"packed\",\"text\":\"" + "moon ".repeat(2000) + "\"}")))
                .startsWith("201 ");
        assertThat(api.get("/documents/packed").json().at("/document/text").stringValue())
                .hasSize(10_000);
    }

    @Test
    void readsAllMembersOfAGzip() throws Exception {
        byte[] first = gzip("\"moon\"\n");
        byte[] second = gzip("\"orbit\"\n");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(post("/encode", LINES, "x-gzip", both).lines()).hasSize(2);
    }

    @Test
    void sendsRepliesAsGzipToThoseWhoAskForIt() throws Exception {
        String lines = "\"the shuttle in orbit\"\n".repeat(300);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/encode"))
                .header("Content-Type", LINES)
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString(lines))
                .build();
        HttpResponse<byte[]> reply = http.send(request, BodyHandlers.ofByteArray());
        assertThat(reply.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(300);
        }
        assertThat(reply.body()).hasSizeLessThan(300 * 30);
    }

    @Test
    void refusesWhatIsNotWholeGzip() throws Exception {
        byte[] whole = gzip("{\"inputs\":\"the shuttle in orbit\"}");
        assertProblem(post("/encode", JSON, "gzip", Arrays.copyOf(whole, 20)), 400, "not whole and sound gzip");
        assertProblem(post("/encode", JSON, "gzip", "{}".getBytes(StandardCharsets.UTF_8)), 400, "Not in GZIP format");
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;
        assertProblem(post("/encode", JSON, "gzip", damaged), 400, "not whole and sound gzip");
        assertProblem(post("/encode", JSON, "gzip", new byte[0]), 400, "not whole and sound gzip");
    }

    @Test
    void refusesOtherEncodings() throws Exception {
        assertProblem(
                post("/encode", JSON, "br", new byte[] {1}),
                415,
                "'Content-Encoding' must be absent, identity or gzip, got 'br'");
    }

    @Test
    void stopsAtBombs() throws Exception {
        assertProblem(
                post("/encode", JSON, "gzip", gzip("{\"inputs\":\"" + "a".repeat(10_000_000) + "\"}")),
                413,
                "The body must have at most 65536 bytes when unpacked");
        String reply = post("/encode", LINES, "gzip", gzip("\"aaaaaaaaaaaa\"\n".repeat(1_000_000)));
        assertThat(reply).startsWith("200 ");
        assertThat(new JsonMapper()
                        .readTree(reply.substring(reply.lastIndexOf("{\"line\"")))
                        .path("error")
                        .stringValue())
                .isEqualTo("A body of more than 65536 bytes must not unpack to more than 100 times its size");
    }

    private static void assertProblem(String reply, int status, String detail) {
        assertThat(reply).startsWith(status + " ");
        assertThat(new JsonMapper().readTree(reply.substring(4)).path("detail").stringValue())
                .contains(detail);
    }

    private String post(String path, String type, String encoding, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        return reply.statusCode() + " " + reply.body();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
