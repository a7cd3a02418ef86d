package io.corrsh.service.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a service, which sends exactly the bytes it is given. */
public final class Api {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final Map<String, String> headers;

    public Api(int port) {
        this(URI.create("http://127.0.0.1:" + port), Map.of());
    }

    private Api(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same service, asked with a header more. */
    public Api with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Api(base, more);
    }

    int port() {
        return base.getPort();
    }

    /** An answer. */
    public record Answer(int status, String type, String body, HttpHeaders headers) {

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    public Answer get(String path) {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, "", BodyPublishers.noBody());
    }

    public Answer post(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    public Answer put(String path, String json) {
        return send("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    public Answer postBytes(String path, String type, byte[] body) {
        return send("POST", path, type, BodyPublishers.ofByteArray(body));
    }

    /** Sends a body in chunks, its length not announced. */
    public Answer postChunked(String path, String type, Supplier<InputStream> body) {
        return send("POST", path, type, BodyPublishers.ofInputStream(body));
    }

    public Answer bulk(String... lines) {
        return postBytes(
                "/documents", "application/x-ndjson", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of a reply. */
    public byte[] getBytes(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new AssertionError("GET %s failed: %s".formatted(path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Percent-encodes a part of a path or a value of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Answer send(String method, String path, String type, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers());
        } catch (IOException e) {
            throw new AssertionError("%s %s failed: %s".formatted(method, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
