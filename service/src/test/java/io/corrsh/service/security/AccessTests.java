package io.corrsh.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.security.keys.Role;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

@ServiceTest({"corrsh.security.keys-file=${dir}/keys", "corrsh.security.failures=1000"})
class AccessTests {

    private static final Set<String> OPEN =
            Set.of("/v3/api-docs", "/swagger-ui", "/docs", "/error", "/actuator/health");
    private static final Set<String> QUESTIONS =
            Set.of("POST /encode", "POST /search", "POST /similarity", "POST /explain", "POST /v1/embeddings");
    private static final Set<String> WRITES = Set.of(
            "POST /documents",
            "PUT /documents/{id}",
            "DELETE /documents/{id}",
            "DELETE /documents",
            "POST /dedup",
            "DELETE /dedup/{job}");

    private static final List<String> MALFORMED =
            List.of("Bearer corrsh_" + "A".repeat(43), "Bearer x.y.z", "Bearer", "Basic YTpi", "nonsense");

    private final Api api;
    private final ConfigurableApplicationContext context;

    AccessTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.context = context;
    }

    @Test
    void everyEndpointAsksForTheRoleThatItsUseNeeds() {
        List<String> wrong = new ArrayList<>();
        int guarded = 0;
        for (String endpoint : endpoints()) {
            if (OPEN.stream()
                    .anyMatch(path ->
                            endpoint.substring(endpoint.indexOf(' ') + 1).startsWith(path))) {
                continue;
            }
            guarded++;
            Role needed = needed(endpoint);
            if (status(api, endpoint) != 401) {
                wrong.add(endpoint + " is open");
            }
            for (String credentials : MALFORMED) {
                if (status(api.with("Authorization", credentials), endpoint) != 401) {
                    wrong.add("%s is open to '%s'".formatted(endpoint, credentials));
                }
            }
            for (Role role : Role.values()) {
                int status = status(api.with("X-Api-Key", TestKeys.of(role)), endpoint);
                boolean refused = status == 401 || status == 403;
                if (refused != role.compareTo(needed) < 0) {
                    wrong.add("%s with %s: %d".formatted(endpoint, role, status));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(guarded).isGreaterThan(30);
    }

    /** Every path and method that has a handler, the management endpoints among them. */
    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods()
                        .keySet()
                        .forEach(info -> info.getPatternValues().forEach(path -> {
                            if (info.getMethodsCondition().getMethods().isEmpty()) {
                                endpoints.add("GET " + path);
                            }
                            info.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method -> endpoints.add(method + " " + path));
                        })));
        assertThat(endpoints)
                .contains(
                        "GET /actuator/prometheus",
                        "GET /actuator/metrics",
                        "GET /actuator/info",
                        "GET /actuator/sbom");
        endpoints.addAll(List.of("GET /nowhere", "POST /nowhere", "PATCH /documents/{id}"));
        return endpoints;
    }

    private static Role needed(String path) {
        String endpoint = path.replace(" /collections/{collection}/", " /");
        if (endpoint.equals("GET /actuator") || endpoint.startsWith("GET /actuator/sbom")) {
            return Role.ADMIN;
        }
        if (WRITES.contains(endpoint) || endpoint.startsWith("PATCH /documents")) {
            return Role.WRITE;
        }
        return endpoint.startsWith("GET ") || QUESTIONS.contains(endpoint) ? Role.READ : Role.ADMIN;
    }

    private static int status(Api api, String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replaceAll("\\{[^}]*}", "1");
        String type = parts[0].equals("GET") ? "" : "application/json";
        return api.send(parts[0], path, type, type.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "corrsh_",
                "corrsh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "%00",
                "' OR 1=1 --"
            })
    void aWrongKeyIsRefused(String key) {
        Answer answer = api.with("X-Api-Key", key).get("/info");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"corrsh\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi", "corrsh_x", "Bearer corrsh_x y"})
    void aMalformedAuthorizationIsRefused(String authorization) {
        assertThat(api.with("Authorization", authorization).get("/info").status())
                .isEqualTo(401);
    }

    @Test
    void aKeyIsTakenAsABearerTokenToo() {
        String key = TestKeys.of(Role.READ);
        assertThat(api.with("Authorization", "Bearer " + key).get("/info").status())
                .isEqualTo(200);
        assertThat(api.with("Authorization", "bearer " + key).get("/info").status())
                .isEqualTo(200);
    }

    @Test
    void anExpiredKeyIsRefused() {
        assertThat(api.with("X-Api-Key", TestKeys.expired()).get("/info").status())
                .isEqualTo(401);
    }

    @Test
    void healthAndTheDescriptionNeedNoKey() {
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(api.get("/v3/api-docs").status()).isEqualTo(200);
    }

    @Test
    void aTooLowRoleIsToldSo() {
        Answer answer = api.with("X-Api-Key", TestKeys.of(Role.READ)).delete("/documents/1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("forbidden");
        assertThat(answer.body()).doesNotContain("corrsh_");
    }

    @Test
    void browsersAreToldToBeCareful() {
        Answer answer = api.get("/actuator/health");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
