package io.corrsh.service.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest("corrsh.limits.search-time=1ns")
class SearchTimeTests {

    private final Api api;

    SearchTimeTests(Api api) {
        this.api = api;
    }

    @Test
    void aSearchThatTakesTooLongIsStoppedAndSaysSo() {
        api.post("/documents", "{\"id\":\"1\",\"text\":\"the shuttle reached its orbit\"}");
        Api.Answer answer = api.get("/search?q=space+orbit");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("time_limit");
        assertThat(answer.json().path("detail").stringValue()).contains("corrsh.limits.search-time");
    }
}
