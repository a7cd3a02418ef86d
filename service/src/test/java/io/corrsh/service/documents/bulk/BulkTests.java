package io.corrsh.service.documents.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServiceTest
class BulkTests {

    private final Api api;

    BulkTests(Api api) {
        this.api = api;
    }

    @Test
    void letsABadLineFailAlone() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"id\":\"bulk1\",\"text\":\"church faith\"}\r\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes("not json\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes("{\"id\":\"latin\",\"text\":\"caf\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes("{\"text\":\"no id\"}\n".getBytes(StandardCharsets.UTF_8));
        body.writeBytes("{\"id\":\"bulk2\",\"text\":\"zzz\"}".getBytes(StandardCharsets.UTF_8));
        Answer answer = api.postBytes("/documents", "application/x-ndjson", body.toByteArray());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode reply = answer.json();
        assertThat(reply.path("errors").booleanValue()).isTrue();
        assertThat(reply.path("accepted").intValue()).isEqualTo(2);
        assertThat(reply.path("failed").intValue()).isEqualTo(3);
        assertItem(reply, 0, 1, 201);
        assertItem(reply, 1, 2, 400);
        assertItem(reply, 2, 4, 400);
        assertItem(reply, 3, 5, 400);
        assertItem(reply, 4, 6, 201);
        assertThat(reply.at("/items/2/error").stringValue()).isEqualTo("The document is not valid UTF-8");
        assertThat(reply.at("/items/3/error").stringValue()).isEqualTo("'id' is required: a string");
        assertThat(reply.at("/items/4/coded").booleanValue()).isFalse();
        assertThat(api.get("/documents/bulk1").status()).isEqualTo(200);
        assertThat(api.get("/documents/bulk2").status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastOfSeveralLinesWithOneId() {
        JsonNode reply = api.bulk(
                        "{\"id\":\"twice\",\"text\":\"moon\",\"n\":1}", "{\"id\":\"twice\",\"text\":\"goal\",\"n\":2}")
                .json();
        assertItem(reply, 0, 1, 201);
        assertItem(reply, 1, 2, 200);
        assertThat(api.get("/documents/twice").json().at("/document/n").intValue())
                .isEqualTo(2);
    }

    @Test
    void storesMoreLinesThanABatchHolds() {
        String[] lines = IntStream.range(0, 2100)
                .mapToObj(i -> "{\"id\":\"many%d\",\"text\":\"engine wheel %d\"}".formatted(i, i))
                .toArray(String[]::new);
        JsonNode reply = api.bulk(lines).json();
        assertThat(reply.path("accepted").intValue()).isEqualTo(2100);
        assertThat(reply.path("items")).hasSize(2100);
        assertItem(reply, 2099, 2100, 201);
        assertThat(api.get("/documents/many2099").status()).isEqualTo(200);
    }

    @Test
    void answersAnEmptyBodyWithNoItems() {
        JsonNode reply = api.bulk("").json();
        assertThat(reply.path("errors").booleanValue()).isFalse();
        assertThat(reply.path("items")).isEmpty();
    }

    private static void assertItem(JsonNode reply, int index, int line, int status) {
        JsonNode item = reply.path("items").path(index);
        assertThat(item.path("line").intValue()).as(item.toString()).isEqualTo(line);
        assertThat(item.path("status").intValue()).as(item.toString()).isEqualTo(status);
    }
}
