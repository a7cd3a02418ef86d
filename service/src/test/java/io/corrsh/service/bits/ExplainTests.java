package io.corrsh.service.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ExplainTests {

    private final Api api;

    ExplainTests(Api api) {
        this.api = api;
    }

    @Test
    void tellsWhatEachWordAddsToEachBit() {
        JsonNode reply = api.post("/explain", "{\"text\":\"Space shuttle, hockey zzz\",\"words\":50}")
                .json();
        JsonNode encoded = api.post("/encode", "{\"inputs\":\"Space shuttle, hockey zzz\",\"include\":\"logits\"}")
                .json()
                .at("/data/0");
        assertThat(reply.path("code")).isEqualTo(encoded.path("code"));
        assertThat(reply.path("oov").intValue()).isEqualTo(1);
        assertThat(reply.path("data")).hasSize(64);
        for (JsonNode bit : reply.path("data")) {
            double sum = bit.path("rest").doubleValue();
            for (String side : new String[] {"words_for", "words_against"}) {
                for (JsonNode word : bit.path(side)) {
                    assertThat(word.path("word").stringValue()).isIn("space", "shuttle", "hockey");
                    sum += word.path("share").doubleValue();
                }
            }
            double logit =
                    encoded.path("logits").path(bit.path("bit").intValue()).doubleValue();
            assertThat(bit.path("logit").doubleValue()).isEqualTo(logit);
            assertThat(sum).isCloseTo(logit, within(1e-5));
            assertThat(bit.path("value").intValue()).isEqualTo(logit > 0 ? 1 : 0);
            assertThat(bit.path("words_for").valueStream())
                    .allMatch(word -> (word.path("share").doubleValue() > 0) == (logit > 0));
        }
    }

    @Test
    void namesTheBitsInWhichTextsDiffer() {
        JsonNode reply = api.post("/similarity", "{\"a\":\"space shuttle orbit\",\"b\":\"hockey goal\"}")
                .json();
        String a = bits("space shuttle orbit");
        String b = bits("hockey goal");
        JsonNode differing = reply.path("differing_bits");
        assertThat(differing.valueStream().map(bit -> bit.path("bit").intValue()))
                .isNotEmpty()
                .allMatch(bit -> a.charAt(bit) != b.charAt(bit));
        assertThat(reply.path("distance").intValue()).isEqualTo(differing.size());
        assertThat(reply.path("score").doubleValue()).isEqualTo((64 - differing.size()) / 64.0);
        JsonNode first = differing.path(0);
        assertThat(first.path("a").intValue())
                .isEqualTo(a.charAt(first.path("bit").intValue()) - '0');
        assertThat(first.path("words_of_a")
                        .valueStream()
                        .map(word -> word.path("word").stringValue()))
                .isSubsetOf("space", "shuttle", "orbit");
        assertThat(first.path("words_of_b")
                        .valueStream()
                        .map(word -> word.path("word").stringValue()))
                .isSubsetOf("hockey", "goal");
        assertThat(first.path("words_if_1")).hasSize(5);
    }

    @Test
    void findsNoDifferenceBetweenEqualTexts() {
        JsonNode reply = api.post("/similarity", "{\"a\":\"space shuttle\",\"b\":\"shuttle, SPACE\"}")
                .json();
        assertThat(reply.path("distance").intValue()).isZero();
        assertThat(reply.path("score").doubleValue()).isEqualTo(1);
        assertThat(reply.path("differing_bits")).isEmpty();
    }

    @Test
    void hasNoDistanceToATextWithoutACode() {
        JsonNode reply =
                api.post("/similarity", "{\"a\":\"zzz\",\"b\":\"moon\"}").json();
        assertThat(reply.path("distance").isNull()).isTrue();
        assertThat(reply.path("score").isNull()).isTrue();
        assertThat(reply.at("/a/reason").stringValue()).isEqualTo("no_known_word");
        assertThat(reply.at("/b/code").isString()).isTrue();
        JsonNode explained = api.post("/explain", "{\"text\":\"\"}").json();
        assertThat(explained.path("code").isNull()).isTrue();
        assertThat(explained.path("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/similarity|{\"a\":\"x\"}|b|is required: a string",
                "/similarity|{\"a\":1,\"b\":\"x\"}|a|must be a string, got '1'",
                "/similarity|{\"a\":[\"x\"],\"b\":\"x\"}|a|must be a string",
                "/explain|{}|text|is required: a string",
                "/explain|{\"text\":\"x\",\"words\":51}|words|must be between 1 and 50, got 51",
                "/explain|{\"text\":\"x\",\"words\":\"5\"}|words|must be a whole number",
            })
    void namesTheFieldThatBreaksItsRule(String path, String body, String field, String message) {
        Answer answer = api.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    private String bits(String text) {
        return api.post("/encode", "{\"inputs\":\"%s\",\"encoding_format\":\"bitstring\"}".formatted(text))
                .json()
                .at("/data/0/code")
                .stringValue();
    }
}
