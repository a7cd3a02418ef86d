package io.corrsh.service.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A service whose disk can never have enough room. */
@ServiceTest("corrsh.breakers.disk-free=1000000TB")
class RefusedWritesTests {

    private final Api api;

    RefusedWritesTests(Api api) {
        this.api = api;
    }

    @Test
    void writesAreRefusedAndReadsGoOn() {
        Answer put = api.put("/documents/a", "{\"text\":\"moon\"}");
        assertThat(put.status()).isEqualTo(507);
        assertThat(put.json().path("error_type").stringValue()).isEqualTo("storage_limit");
        JsonNode bulk = api.bulk("{\"id\":\"a\",\"text\":\"moon\"}", "{\"id\":\"b\",\"text\":\"moon\"}")
                .json();
        assertThat(bulk.path("failed").intValue()).isEqualTo(2);
        assertThat(bulk.at("/items/1/status").intValue()).isEqualTo(507);
        assertThat(api.post("/dedup", "{}").status()).isEqualTo(507);
        assertThat(api.get("/search?q=moon").status()).isEqualTo(200);
        assertThat(api.delete("/documents?filter=a:b").status()).isEqualTo(200);
        assertThat(api.get("/actuator/prometheus").body())
                .contains("corrsh_breaker_open{breaker=\"disk\"} 1.0", "corrsh_breaker_open{breaker=\"memory\"} 0.0");
    }
}
