package io.corrsh.service.documents.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Lines that say what to do, each with its condition. */
@ServiceTest
class OperationTests {

    private final Api api;

    OperationTests(Api api) {
        this.api = api;
    }

    private JsonNode perform(String... lines) {
        Answer answer = api.postBytes(
                "/documents?ops=true",
                "application/x-ndjson",
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("items");
    }

    private static void assertStatus(JsonNode items, int... statuses) {
        assertThat(items.valueStream().mapToInt(item -> item.path("status").intValue()))
                .as(items.toString())
                .containsExactly(box(statuses));
    }

    private static Integer[] box(int... values) {
        return java.util.Arrays.stream(values).boxed().toArray(Integer[]::new);
    }

    @Test
    void eachLineSeesThoseBefore() {
        assertStatus(
                perform(
                        "{\"op\":\"create\",\"document\":{\"id\":\"o1\",\"text\":\"moon\"}}",
                        "{\"op\":\"create\",\"document\":{\"id\":\"o1\",\"text\":\"goal\"}}",
                        "{\"op\":\"delete\",\"id\":\"o1\"}",
                        "{\"op\":\"delete\",\"id\":\"o1\"}",
                        "{\"op\":\"create\",\"id\":\"o1\",\"document\":{\"text\":\"hockey\"}}",
                        "{\"document\":{\"id\":\"o2\",\"text\":\"moon\"}}"),
                201,
                412,
                204,
                404,
                201,
                201);
        assertThat(api.get("/documents/o1").json().at("/document/text").stringValue())
                .isEqualTo("hockey");
    }

    @Test
    void aVersionIsThatOfASingleWrite() {
        String document = "{ \"id\":\"o3\",\n\"text\" : \"moon 中\", \"n\": 1.50 }";
        String version = api.post("/documents", document).json().path("version").stringValue();
        JsonNode items = perform("{\"op\":\"index\", \"document\" : %s , \"if_match\":\"%s\"}"
                .formatted(document.replace("\n", " "), version));
        assertStatus(items, 200);
        String next = items.at("/0/version").stringValue();
        assertThat(next)
                .isEqualTo(api.get("/documents/o3").json().path("version").stringValue());
        assertThat(api.post("/documents", document.replace("\n", " "))
                        .json()
                        .path("version")
                        .stringValue())
                .isEqualTo(next);
    }

    @Test
    void anOldVersionIsRefusedAndSentAgainNothingChanges() {
        String version = api.put("/documents/o4", "{\"text\":\"moon\"}")
                .json()
                .path("version")
                .stringValue();
        String line = "{\"if_match\":\"%s\",\"id\":\"o4\",\"document\":{\"text\":\"goal\"}}".formatted(version);
        assertStatus(perform(line, line), 200, 412);
        assertStatus(perform("{\"op\":\"delete\",\"id\":\"o4\",\"if_match\":\"%s\"}".formatted(version)), 412);
        assertStatus(perform("{\"op\":\"delete\",\"id\":\"o4\",\"if_match\":\"*\"}"), 204);
        assertStatus(perform("{\"id\":\"o4\",\"if_match\":\"*\",\"document\":{\"text\":\"goal\"}}"), 412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"op\":\"update\",\"id\":\"x\"}|must be one of [index, create, delete], got 'update'",
                "{\"op\":\"delete\"}|'id' is required to delete: a string",
                "{\"op\":\"delete\",\"id\":\"x\",\"document\":{}}|'document' must be absent to delete",
                "{\"op\":\"index\",\"id\":\"x\"}|'document' is required: an object",
                "{\"id\":\"x\",\"text\":\"moon\"}|'text' is none of 'op', 'id', 'if_match' and 'document'",
                "{\"op\":5}|'op' must be a string, got 5",
                "{\"id\":{},\"document\":{}}|'id' must be a string, got {...",
                "{\"document\":[1]}|'document' must be an object, got [...",
                "{\"document\":null}|'document' must be an object, got null",
                "{\"op\":\"create\",\"if_match\":\"x\",\"document\":{}}|'if_match' must be absent to create",
                "{\"document\":{\"id\":\"x\"}}|'text' is required: a string",
                "{\"id\":\"y\",\"document\":{\"id\":\"x\",\"text\":\"\"}}|must be the 'id' beside 'document', 'y' or absent, got 'x'",
                "[]|An operation must be a JSON object",
                "{\"op\":|The operation is not valid JSON",
                "{\"op\":\"delete\",\"id\":\"x\"} {}|A line must hold one operation",
            })
    void aBadLineFailsAloneAndSaysWhy(String line, String error) {
        JsonNode items = perform(line, "{\"document\":{\"id\":\"o5\",\"text\":\"moon\"}}");
        assertThat(items.at("/0/status").intValue()).as(items.toString()).isEqualTo(400);
        assertThat(items.at("/0/error").stringValue()).contains(error);
        assertThat(items.at("/1/status").intValue()).isLessThan(300);
    }

    @Test
    void operationsLookForNoDuplicates() {
        Answer answer = api.postBytes("/documents?ops=true&on_duplicate=skip", "application/x-ndjson", new byte[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("on_duplicate");
    }
}
