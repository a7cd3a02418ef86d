package io.corrsh.service.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
                        "/encode",
                        "{\"inputs\":\"puck season\",\"encoding_format\":\"bitstring\",\"include\":[\"logits\"]}")
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

    @Test
    void saysHowCertainTheBitsAre() {
        JsonNode item = api.post(
                        "/encode",
                        "{\"inputs\":\"puck season\",\"include\":[\"logits\",\"probabilities\",\"margin\",\"unstable_bits\"]}")
                .json()
                .path("data")
                .path(0);
        float margin = Float.MAX_VALUE;
        List<Integer> unstable = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            float logit = item.path("logits").path(bit).floatValue();
            double probability = item.path("probabilities").path(bit).doubleValue();
            assertThat(probability).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-6));
            margin = Math.min(margin, Math.abs(logit));
            if (probability > 0.4 && probability < 0.6) {
                unstable.add(bit);
            }
        }
        assertThat(item.path("min_margin").floatValue()).isEqualTo(margin);
        assertThat(item.path("unstable_bits").valueStream().map(JsonNode::intValue))
                .isNotEmpty()
                .containsExactlyElementsOf(unstable);
        assertThat(api.post("/encode", "{\"inputs\":\"puck\"}")
                        .json()
                        .at("/data/0")
                        .propertyNames())
                .containsExactly("index", "code", "tokens", "oov");
    }

    @Test
    void refusesAMillionInputsBeforeItHasReadThem() {
        Answer answer = api.post("/encode", "{\"inputs\":[" + "\"moon\",".repeat(1_000_000) + "7]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").stringValue())
                .isEqualTo("'inputs' must be an array of at most 10000 texts, got more;"
                        + " POST /encode takes any number of them as JSON lines");
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
                "{\"inputs\":[\"a\",7]}|inputs[1]|must be a string, got 7",
                "{\"inputs\":\"a\",\"encoding_format\":\"hexa\"}|encoding_format|must be one of [hex, base64, binary,"
                        + " ubinary, bitstring, int64], got 'hexa'",
                "{\"inputs\":[[\"a\"]]}|inputs[0]|must be a string, got an array",
                "{\"inputs\":[\"a\",{\"b\":[]}]}|inputs[1]|must be a string, got an object",
                "{\"inputs\":true}|inputs|must be a string or an array of strings, got true",
                "{\"inputs\":null}|inputs|is required: a string or an array of strings",
                "{\"inputs\":\"a\",\"include\":[\"logits\",\"margins\"]}|include[1]|must be one of [margin, unstable_bits,"
                        + " logits, probabilities], got 'margins'",
                "{\"inputs\":\"a\",\"input\":\"b\"}|input|is not known; known are [encoding_format, include, inputs, model]",
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
