package io.corrsh.service.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ServiceTest
class DocumentTests {

    private final Api api;

    DocumentTests(Api api) {
        this.api = api;
    }

    @Test
    void createsReplacesShowsAndDeletes() {
        assertThat(api.post("/documents", "{\"id\":\"life\",\"text\":\"moon rocket\",\"n\":1}")
                        .status())
                .isEqualTo(201);
        assertThat(api.put("/documents/life", "{\"text\":\"hockey goal\",\"n\":2.50}")
                        .status())
                .isEqualTo(200);

        JsonNode shown = api.get("/documents/life").json();
        String code = api.post("/encode", "{\"inputs\":\"hockey goal\"}")
                .json()
                .at("/data/0/code")
                .stringValue();
        assertThat(shown.path("id").stringValue()).isEqualTo("life");
        assertThat(shown.path("code").stringValue()).isEqualTo(code);
        assertThat(shown.path("document").toString())
                .contains("\"id\":\"life\"", "\"text\":\"hockey goal\"", "\"n\":2.5");

        assertThat(api.delete("/documents/life").status()).isEqualTo(204);
        assertThat(api.get("/documents/life").status()).isEqualTo(404);
        assertThat(api.delete("/documents/life").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/b/c", "späce ü 中 😀", "100%", "a+b", "x;y=1", "?q=#f", "back\\slash", "sci.space/061311"})
    void takesAnyIdWhenPercentEncoded(String id) {
        String path = "/documents/" + Api.encoded(id);
        Answer put = api.put(path, "{\"text\":\"moon\"}");
        assertThat(put.status()).as(put.body()).isEqualTo(201);
        assertThat(put.json().path("id").stringValue()).isEqualTo(id);
        assertThat(api.get(path).json().at("/document/id").stringValue()).isEqualTo(id);
        assertThat(api.get(path + "/similar").status()).isEqualTo(200);
        assertThat(api.delete(path).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "zzz"})
    void storesATextWithoutAKnownWordWithoutACode(String text) {
        JsonNode reply = api.put("/documents/uncoded", "{\"text\":\"%s\"}".formatted(text))
                .json();
        assertThat(reply.path("coded").booleanValue()).isFalse();
        assertThat(reply.path("code").isNull()).isTrue();
        assertThat(reply.path("reason").stringValue()).isEqualTo("no_known_word");
        assertThat(api.get("/documents/uncoded").json().at("/document/text").stringValue())
                .isEqualTo(text);
        assertThat(api.get("/documents/uncoded/similar").json().path("hits")).isEmpty();
        api.delete("/documents/uncoded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"a\"}|id|is required: a string",
                "{\"id\":null,\"text\":\"a\"}|id|is required: a string",
                "{\"id\":7,\"text\":\"a\"}|id|must be a string, got 7",
                "{\"id\":\" \",\"text\":\"a\"}|id|must not be blank",
                "{\"id\":\"\\ud800\",\"text\":\"a\"}|id|must not hold unpaired surrogates",
                "{\"id\":\"a\"}|text|is required: a string",
                "{\"id\":\"a\",\"text\":null}|text|must be a string, got null",
                "{\"id\":\"a\",\"text\":[\"b\"]}|text|must be a string, got [\"b\"]",
            })
    void namesTheFieldThatBreaksItsRule(String body, String field, String message) {
        Answer answer = api.post("/documents", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    @Test
    void refusesAnIdOfSixHundredCharacters() {
        Answer answer = api.post("/documents", "{\"id\":\"%s\",\"text\":\"a\"}".formatted("i".repeat(600)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/message").stringValue())
                .isEqualTo("must have at most 512 bytes in UTF-8, got 600");
        assertThat(api.put("/documents/" + "i".repeat(600), "{\"text\":\"a\"}").status())
                .isEqualTo(400);
    }

    @Test
    void countsAnIdInBytes() {
        assertThat(api.put("/documents/" + Api.encoded("ü".repeat(257)), "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.put("/documents/" + Api.encoded("ü".repeat(256)), "{\"text\":\"a\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesPathsThatTheServerWouldCutOff() {
        assertThat(api.put("/documents/semi;colon", "{\"text\":\"moon\"}").status())
                .isEqualTo(400);
        assertThat(api.get("/documents/semi;colon").json().path("detail").stringValue())
                .contains("%3B");
        assertThat(api.get("/documents/semi").status()).isEqualTo(404);
        assertThat(api.put("/documents/semi%3Bcolon", "{\"text\":\"moon\"}").status())
                .isEqualTo(201);
        assertThat(api.get("/documents/semi%3Bcolon").json().path("id").stringValue())
                .isEqualTo("semi;colon");
        assertThat(api.delete("/documents/semi%3Bcolon").status()).isEqualTo(204);
    }

    @Test
    void refusesAnIdOtherThanThePaths() {
        Answer answer = api.put("/documents/one", "{\"id\":\"two\",\"text\":\"moon\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/message").stringValue())
                .isEqualTo("must be the path's 'one' or absent, got 'two'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"a\"",
                "{\"id\":\"a\",\"text\":\"b\"",
                "{\"id\":\"a\",\"id\":\"b\",\"text\":\"c\"}",
                "nope"
            })
    void refusesWhatIsNoJsonObject(String body) {
        Answer answer = api.post("/documents", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("malformed");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = "{\"id\":\"a\",\"text\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = api.postBytes("/documents", "application/json", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("The document is not valid UTF-8");
    }

    @Test
    void keepsNumbersAndTextsAsTheyWereSent() {
        String document = "{\"id\":\"exact\",\"text\":\"moon \\u0000 \\ud83d\\ude00\",\"big\":12345678901234567890123,"
                + "\"small\":0.1000000000000000055511151231257827}";
        assertThat(api.post("/documents", document).status()).isEqualTo(201);
        String shown = api.get("/documents/exact").body();
        assertThat(shown).contains("12345678901234567890123", "0.1000000000000000055511151231257827");
    }

    @Test
    void answersAnUnknownMediaTypeWithAProblem() {
        Answer answer = api.send("POST", "/documents", "text/csv", BodyPublishers.ofString("id,text"));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.type()).isEqualTo("application/problem+json");
    }
}
