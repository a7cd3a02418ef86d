package io.corrsh.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServiceTest
class DescriptionTests {

    private final Api api;

    DescriptionTests(Api api) {
        this.api = api;
    }

    @Test
    void listsEveryPathOfTheContract() {
        JsonNode paths = api.get("/v3/api-docs").json().path("paths");
        assertThat(paths.propertyNames())
                .contains("/encode", "/documents", "/documents/{id}", "/documents/{id}/similar", "/search", "/info");
        assertThat(paths.propertyNames()).contains("/v1/embeddings", "/similarity", "/explain", "/bits", "/bits/{bit}");
        assertThat(paths.propertyNames()).contains("/models", "/models/{name}", "/v1/models", "/v1/models/{name}");
        assertThat(paths.path("/models").propertyNames()).contains("get", "post");
        assertThat(paths.path("/models/{name}").propertyNames()).contains("get", "delete");
        assertThat(paths.at("/~1encode/post/requestBody/content").propertyNames())
                .contains("application/json", "application/x-ndjson");
        assertThat(paths.path("/documents/{id}").propertyNames()).contains("get", "put", "delete");
        assertThat(paths.path("/search").propertyNames()).contains("get", "post");
        assertThat(paths.at("/~1documents/post/requestBody/content").propertyNames())
                .contains("application/json", "application/x-ndjson");
    }

    @Test
    void namesFieldsAsTheyAreSent() {
        JsonNode schemas = api.get("/v3/api-docs").json().at("/components/schemas");
        assertThat(schemas.at("/EncodeRequest/properties").propertyNames())
                .contains("inputs", "encoding_format", "model");
        assertThat(schemas.at("/SearchRequest/properties").propertyNames()).contains("max_distance", "rerank");
        assertThat(schemas.at("/SearchReply/properties").propertyNames()).contains("took_ms", "exact", "total", "hits");
        assertThat(schemas.at("/Document/properties").propertyNames()).containsExactlyInAnyOrder("id", "text");
    }

    @Test
    void hasAPageAtDocs() {
        assertThat(api.get("/docs").status()).isEqualTo(302);
        assertThat(api.get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    @Test
    void saysWhatTheServiceIs() {
        JsonNode info = api.get("/info").json();
        assertThat(info.path("model").stringValue()).startsWith("test@");
        assertThat(info.path("bits").intValue()).isEqualTo(64);
        assertThat(info.path("bit_order").stringValue()).isEqualTo("msb_first");
        assertThat(info.path("device").stringValue()).isEqualTo("cpu (java)");
        assertThat(info.path("vocabulary_size").intValue()).isEqualTo(40);
        assertThat(info.at("/data/0/licence").stringValue()).isEqualTo("CC0-1.0");
        assertThat(info.at("/limits/k").intValue()).isEqualTo(1000);
        assertThat(info.at("/limits/concurrent").intValue()).isEqualTo(512);
        assertThat(info.at("/limits/queue_texts").intValue()).isEqualTo(1024);
        assertThat(info.at("/limits/linger_seconds").doubleValue()).isEqualTo(0.001);
        assertThat(info.at("/limits/timeout_seconds").doubleValue()).isEqualTo(30);
        assertThat(info.at("/limits/model_bytes").longValue()).isPositive();
        assertThat(info.path("documents").isIntegralNumber()).isTrue();
    }

    @Test
    void isReadyWithIndexAndModel() {
        JsonNode ready = api.get("/actuator/health/readiness").json();
        assertThat(ready.path("status").stringValue()).isEqualTo("UP");
        assertThat(ready.path("components").propertyNames()).contains("index", "model", "readinessState");
        assertThat(api.get("/actuator/health/liveness").json().path("status").stringValue())
                .isEqualTo("UP");
    }
}
