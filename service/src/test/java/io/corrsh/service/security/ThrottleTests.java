package io.corrsh.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import org.junit.jupiter.api.Test;

@ServiceTest({
    "corrsh.security.keys-file=${dir}/keys",
    "corrsh.security.failures=5",
    "corrsh.security.open-metrics=true",
    "corrsh.security.cors-origins=https://app.example.org"
})
class ThrottleTests {

    private final Api api;

    ThrottleTests(Api api) {
        this.api = api;
    }

    @Test
    void anAddressThatTriesKeysIsThrottledAndCounted() {
        Answer last = null;
        for (int i = 0; i < 12; i++) {
            last = api.with("X-Api-Key", "corrsh_guess" + i).get("/info");
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After"))
                .hasValueSatisfying(value -> assertThat(value).containsOnlyDigits());
        assertThat(api.with("X-Api-Key", TestKeys.of(Role.READ)).get("/info").status())
                .as("a good key has to wait too: else the answer would tell which key is good")
                .isEqualTo(429);
        assertThat(api.get("/actuator/prometheus").body())
                .containsPattern("corrsh_auth_failures_total\\{reason=\"wrong_key\"} [5-9]")
                .containsPattern("corrsh_auth_failures_total\\{reason=\"throttled\"} [1-9]");
    }

    @Test
    void onlyTheOriginsThatAreNamedMayCallFromAPage() {
        assertThat(api.with("Origin", "https://app.example.org")
                        .get("/actuator/health")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://app.example.org");
        assertThat(api.with("Origin", "https://evil.example.org")
                        .get("/actuator/health")
                        .status())
                .isEqualTo(403);
    }
}
