package io.corrsh.service.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ServiceTest
class EncodeTests {

    private final Api api;

    EncodeTests(Api api) {
        this.api = api;
    }

    @Test
    void namesModelAndBits() {
        JsonNode reply = api.post("/encode", "{\"inputs\":\"space shuttle\"}").json();
        assertThat(reply.path("model").stringValue()).matches("test@[0-9a-f]{12}");
        assertThat(reply.path("bits").intValue()).isEqualTo(64);
        assertThat(reply.path("data")).hasSize(1);
    }

    @Test
    void givesATextTheSameCodeAloneAndAmongOthers() {
        String alone = code(api.post("/encode", "{\"inputs\":\"the shuttle in orbit\"}"), 0)
                .stringValue();
        Answer among = api.post("/encode", "{\"inputs\":[\"hockey goal\",\"the shuttle in orbit\",\"gun law\"]}");
        assertThat(code(among, 1).stringValue()).isEqualTo(alone).matches("[0-9a-f]{16}");
    }

    @Test
    void writesTheSameCodeInEveryFormat() {
        byte[] hex = HexFormat.of().parseHex(in("hex").stringValue());
        assertThat(Base64.getDecoder().decode(in("base64").stringValue())).isEqualTo(hex);
        assertThat(new BigInteger(in("bitstring").stringValue(), 2)).isEqualTo(new BigInteger(1, hex));
        assertThat(in("bitstring").stringValue()).hasSize(64);
        assertThat(in("int64").stringValue()).isEqualTo(Long.toString(new BigInteger(hex).longValue()));
        for (int i = 0; i < hex.length; i++) {
            assertThat(in("binary").path(i).intValue()).isEqualTo(hex[i]);
            assertThat(in("ubinary").path(i).intValue()).isEqualTo(hex[i] & 0xFF);
        }
    }

    @Test
    void givesLogitsWhoseSignsAreTheBits() {
        JsonNode item = api.post(
                        "/encode", "{\"inputs\":\"puck season\",\"encoding_format\":\"bitstring\",\"logits\":true}")
                .json()
                .path("data")
                .path(0);
        assertThat(item.path("logits")).hasSize(64);
        for (int bit = 0; bit < 64; bit++) {
            char expected = item.path("logits").path(bit).floatValue() > 0 ? '1' : '0';
            assertThat(item.path("code").stringValue().charAt(bit))
                    .as("bit %d", bit)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',0,0", "'  ',0,0", "'zzz qqq',2,2"})
    void givesATextWithoutAKnownWordNoCode(String text, int tokens, int unknown) {
        JsonNode item = api.post("/encode", "{\"inputs\":[\"%s\",\"moon\"]}".formatted(text))
                .json()
                .path("data")
                .path(0);
        assertThat(item.path("code").isNull()).isTrue();
        assertThat(item.path("reason").stringValue()).isEqualTo("no_known_word");
        assertThat(item.path("tokens").intValue()).isEqualTo(tokens);
        assertThat(item.path("oov").intValue()).isEqualTo(unknown);
    }

    @Test
    void countsUnknownTokens() {
        JsonNode item = api.post("/encode", "{\"inputs\":\"moon zzz moon\"}")
                .json()
                .path("data")
                .path(0);
        assertThat(item.path("tokens").intValue()).isEqualTo(3);
        assertThat(item.path("oov").intValue()).isEqualTo(1);
    }

    @Test
    void takesATextOfTenMegabytes() {
        String text = "space shuttle orbit zzzz ".repeat(420_000);
        Answer answer = api.post("/encode", "{\"inputs\":\"" + text + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("data").path(0).path("tokens").intValue()).isEqualTo(4 * 420_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|inputs|is required: a string or an array of strings",
                "{\"inputs\":[]}|inputs|must be a string or an array of at least one, got an empty array",
                "{\"inputs\":[\"a\",null]}|inputs[1]|must be a string, got null",
                "{\"inputs\":[\"a\",7]}|inputs[1]|must be a string, got '7'",
                "{\"inputs\":\"a\",\"encoding_format\":\"hexa\"}|encoding_format|must be one of [hex, base64, binary,"
                        + " ubinary, bitstring, int64], got 'hexa'",
                "{\"inputs\":\"a\",\"logits\":1}|logits|must be true or false, got '1'",
                "{\"inputs\":\"a\",\"input\":\"b\"}|input|is not known; known are [encoding_format, inputs, logits]",
            })
    void namesTheFieldThatBreaksItsRule(String body, String field, String message) {
        Answer answer = api.post("/encode", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("errors").path(0).path("field").stringValue())
                .isEqualTo(field);
        assertThat(answer.json().path("errors").path(0).path("message").stringValue())
                .isEqualTo(message);
    }

    private JsonNode in(String format) {
        return code(
                api.post("/encode", "{\"inputs\":\"bible faith\",\"encoding_format\":\"%s\"}".formatted(format)), 0);
    }

    private static JsonNode code(Answer answer, int index) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("data").path(index).path("code");
    }
}
