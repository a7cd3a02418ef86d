package io.corrsh.service.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ServiceTest("corrsh.limits.k=100")
class BitsTests {

    private final Api api;

    BitsTests(Api api) {
        this.api = api;
    }

    @Test
    void countsTheBitsOfTheIndex() {
        List<BigInteger> codes = new ArrayList<>();
        for (String text : List.of("space shuttle", "hockey goal", "church faith", "gun law", "car engine")) {
            JsonNode stored = api.put("/documents/" + text.hashCode(), "{\"text\":\"%s\"}".formatted(text))
                    .json();
            codes.add(new BigInteger(stored.path("code").stringValue(), 16));
        }
        api.put("/documents/none", "{\"text\":\"zzz\"}");
        api.put("/documents/gone", "{\"text\":\"prayer\"}");
        api.delete("/documents/gone");

        JsonNode bits = api.get("/bits").json();
        assertThat(bits.path("codes").intValue()).isEqualTo(codes.size());
        assertThat(bits.path("data")).hasSize(64);
        double sum = 0;
        for (int bit = 0; bit < 64; bit++) {
            int place = 63 - bit;
            double share = codes.stream().filter(code -> code.testBit(place)).count() / (double) codes.size();
            JsonNode one = bits.path("data").path(bit);
            assertThat(one.path("bit").intValue()).isEqualTo(bit);
            assertThat(one.path("frequency").doubleValue()).isEqualTo(share);
            double entropy = share == 0 || share == 1
                    ? 0
                    : -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
            assertThat(one.path("entropy").doubleValue()).isCloseTo(entropy, within(1e-12));
            sum += entropy;
        }
        assertThat(bits.path("mean_entropy").doubleValue()).isCloseTo(sum / 64, within(1e-12));
        assertThat(api.get("/bits/7").json().path("frequency")).isEqualTo(bits.at("/data/7/frequency"));
    }

    @Test
    void namesTheWordsOfABit() {
        JsonNode all = api.get("/bits?words=3").json().at("/data/9");
        JsonNode one = api.get("/bits/9").json();
        assertThat(all.path("words_if_1")).hasSize(3);
        assertThat(one.path("words_if_1")).hasSize(20);
        assertThat(one.path("words_if_1").path(2))
                .isEqualTo(all.path("words_if_1").path(2));
        assertThat(one.path("words_if_0").path(0))
                .isEqualTo(all.path("words_if_0").path(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bits/64", "/bits/-1"})
    void knowsNoBitBeyondTheCode(String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").stringValue()).endsWith("bits go from 0 to 63");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bits/x", "/bits?words=0", "/bits/3?words=51", "/bits?word=3"})
    void refusesOtherValues(String path) {
        assertThat(api.get(path).status()).isEqualTo(400);
    }
}
