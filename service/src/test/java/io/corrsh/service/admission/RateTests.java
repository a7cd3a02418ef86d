package io.corrsh.service.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each test has a key of its own: what one uses up is not missing for another. */
@ServiceTest({
    "corrsh.security.keys-file=${dir}/keys",
    "corrsh.rates.requests=1",
    "corrsh.rates.burst=12",
    "corrsh.rates.texts=10"
})
class RateTests {

    private final Api api;

    RateTests(Api api) {
        this.api = api;
    }

    @Test
    void requestsBeyondTheRateOfAKeyHaveToWait() {
        Api reader = as(Role.READ);
        Answer answer = reader.get("/search?q=moon");
        assertThat(answer.headers().firstValue("RateLimit-Limit")).hasValue("12");
        assertThat(number(answer, "RateLimit-Remaining")).isBetween(0L, 11L);
        assertThat(number(answer, "RateLimit-Reset")).isBetween(1L, 12L);
        for (int i = 0; answer.status() != 429; i++) {
            assertThat(i).as("requests let in").isLessThan(1000);
            answer = reader.get("/documents/none");
        }
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:corrsh:problem:too_many_requests");
        assertThat(answer.json().path("detail").asString()).isEqualTo("A caller may send 12 requests at once");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.json().path("retry_after_ms").asInt()).isBetween(0, 1000);
        assertThat(number(answer, "RateLimit-Remaining")).isZero();
        assertThat(reader.get("/info").status()).as("costs nothing").isEqualTo(200);
        assertThat(metrics()).containsPattern("corrsh_requests_refused_total\\{reason=\"rate\"} [1-9]");
    }

    @Test
    void textsBeyondTheQuotaOfAKeyAreRefusedBeforeTheyAreEncoded() {
        Api writer = as(Role.WRITE);
        assertThat(encode(writer, 8).status()).isEqualTo(200);
        Answer refused = encode(writer, 5);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("error").asString())
                .isEqualTo("A caller may have 10 texts encoded a day: 2 are left, got 5");
        assertThat(number(refused, "Retry-After")).isBetween(1L, 86_400L);
        Answer never = encode(writer, 11);
        assertThat(never.status()).isEqualTo(429);
        assertThat(never.json().path("error").asString())
                .isEqualTo("A caller may have 10 texts encoded a day, got 11 at once");
        assertThat(never.headers().firstValue("Retry-After"))
                .as("no time helps")
                .isEqualTo(Optional.empty());
        assertThat(encode(writer, 2).status())
                .as("what was refused is not counted")
                .isEqualTo(200);
        assertThat(metrics()).containsPattern("corrsh_requests_refused_total\\{reason=\"quota\"} [2-9]");
    }

    @Test
    void linesBeyondTheQuotaFailOneByOneInABulk() {
        Api admin = as(Role.ADMIN);
        Answer bulk = admin.bulk(
                Collections.nCopies(11, "{\"id\":\"x\",\"text\":\"moon\"}").toArray(String[]::new));
        assertThat(bulk.status()).isEqualTo(200);
        assertThat(bulk.body()).contains("\"status\":429", "A caller may have 10 texts encoded a day, got 11 at once");
    }

    private Api as(Role role) {
        return api.with("X-Api-Key", TestKeys.of(role));
    }

    private String metrics() {
        return as(Role.ADMIN).get("/actuator/prometheus").body();
    }

    private static Answer encode(Api caller, int texts) {
        return caller.post("/encode", "{\"inputs\":" + List.copyOf(Collections.nCopies(texts, "\"moon\"")) + "}");
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(answer.headers().firstValue(header).orElse("-1"));
    }
}
