package io.corrsh.service.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class RequestIdTests {

    private final Api api;

    RequestIdTests(Api api) {
        this.api = api;
    }

    @Test
    void isTheClientsOwn() {
        Answer answer = api.with(RequestId.HEADER, "order-17:a/b").get("/info");
        assertThat(answer.headers().firstValue(RequestId.HEADER)).contains("order-17:a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\tinside", "quote\"", "<b>"})
    void isNewWhereTheClientsCouldSpoilALog(String given) {
        Answer answer = api.with(RequestId.HEADER, given).get("/info");
        assertThat(answer.headers().firstValue(RequestId.HEADER).orElse("")).matches("[0-9a-f]{16}");
    }

    @Test
    void isNewWhereTheClientsIsTooLong() {
        Answer answer = api.with(RequestId.HEADER, "a".repeat(129)).get("/info");
        assertThat(answer.headers().firstValue(RequestId.HEADER).orElse("")).matches("[0-9a-f]{16}");
    }

    @Test
    void isAnotherForEachRequest() {
        assertThat(api.get("/info").headers().firstValue(RequestId.HEADER))
                .isNotEqualTo(api.get("/info").headers().firstValue(RequestId.HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search?q=a&k=0", "/nothing", "/search?q=a&filter=((", "/documents/none"})
    void isInEveryProblem(String path) {
        Answer answer = api.with(RequestId.HEADER, "mine").get(path);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.json().path("request_id").asString()).isEqualTo("mine");
    }
}
