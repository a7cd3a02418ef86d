package io.corrsh.service.encode.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ServiceTest
class EmbeddingsTests {

    private final Api api;

    EmbeddingsTests(Api api) {
        this.api = api;
    }

    @Test
    void givesTheBitsOfTheCodeAsOnesAndMinusOnes() {
        String code = api.post("/encode", "{\"inputs\":\"puck season\",\"encoding_format\":\"bitstring\"}")
                .json()
                .at("/data/0/code")
                .stringValue();
        JsonNode reply = api.post("/v1/embeddings", "{\"model\":\"test\",\"input\":[\"moon\",\"puck season zzz\"]}")
                .json();
        assertThat(reply.propertyNames()).containsExactly("object", "data", "model", "usage");
        assertThat(reply.path("object").stringValue()).isEqualTo("list");
        assertThat(reply.at("/usage/prompt_tokens").intValue()).isEqualTo(4);
        assertThat(reply.at("/usage/total_tokens").intValue()).isEqualTo(4);
        JsonNode item = reply.at("/data/1");
        assertThat(item.path("object").stringValue()).isEqualTo("embedding");
        assertThat(item.path("index").intValue()).isEqualTo(1);
        assertThat(item.path("embedding")).hasSize(64);
        for (int bit = 0; bit < 64; bit++) {
            assertThat(item.path("embedding").path(bit).doubleValue()).isEqualTo(code.charAt(bit) == '1' ? 1 : -1);
        }
    }

    @Test
    void packsFloatsWithTheLowestByteFirst() {
        JsonNode plain =
                api.post("/v1/embeddings", "{\"input\":\"moon\"}").json().at("/data/0/embedding");
        String packed = api.post("/v1/embeddings", "{\"input\":\"moon\",\"encoding_format\":\"base64\"}")
                .json()
                .at("/data/0/embedding")
                .stringValue();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(64 * Float.BYTES);
        for (int bit = 0; bit < 64; bit++) {
            assertThat(bytes.getFloat()).isEqualTo(plain.path(bit).floatValue());
        }
    }

    @Test
    void givesATextWithoutAKnownWordZeros() {
        JsonNode item =
                api.post("/v1/embeddings", "{\"input\":[\"zzz\"]}").json().at("/data/0");
        assertThat(item.path("embedding").valueStream()).hasSize(64).allMatch(value -> value.doubleValue() == 0);
        assertThat(item.path("reason").stringValue()).isEqualTo("no_known_word");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|400|input|validation|'input' is required: a string or an array of strings",
                "{\"input\":[1,2]}|400|input[0]|validation|'input[0]' must be a string, got 1",
                "{\"input\":[[1]]}|400|input[0]|validation|'input[0]' must be a string, got an array",
                "{\"input\":\"a\",\"dimensions\":32}|400|dimensions|validation|'dimensions' must be 64 or absent, got 32",
                "{\"input\":\"a\",\"encoding_format\":\"hex\"}|400|encoding_format|validation|'encoding_format' must be"
                        + " one of [float, base64], got 'hex'",
                "{\"input\":\"a\",\"model\":\"gpt\"}|404||model_not_found|",
                "{\"input\":\"a\",\"model\":\"tes\"}|404||model_not_found|",
                "{\"input\"|400||malformed|",
            })
    void answersErrorsInOpenAisForm(
            String body, int status, @Nullable String param, String code, @Nullable String message) {
        Answer answer = api.post("/v1/embeddings", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/json");
        JsonNode error = answer.json().path("error");
        assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").stringValue()).isEqualTo(code);
        if (param == null) {
            assertThat(error.path("param").isNull()).isTrue();
        } else {
            assertThat(error.path("param").stringValue()).isEqualTo(param);
        }
        if (message != null) {
            assertThat(error.path("message").stringValue()).isEqualTo(message);
        }
    }

    @Test
    void answersOtherRefusalsInOpenAisForm() {
        assertThat(api.get("/v1/embeddings").json().at("/error/code").stringValue())
                .isEqualTo("method_not_allowed");
        assertThat(api.get("/v1/files").json().at("/error/code").stringValue()).isEqualTo("not_found");
        assertThat(api.postBytes("/v1/embeddings", "text/plain", new byte[1])
                        .json()
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("unsupported_media_type");
    }
}
