package io.corrsh.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@ServiceTest({
    "corrsh.models.served.twin.path=${dir}/model",
    "corrsh.models.served.twin.idle=5m",
    "corrsh.models.served.broken.path=${dir}/nowhere"
})
class ServedModelsTests {

    private final Api api;

    ServedModelsTests(Api api) {
        this.api = api;
    }

    @Test
    void startsWithTheModelsOfTheConfigurationAlsoIfOneIsBroken() {
        JsonNode models = api.get("/models").json();
        assertThat(models.path("default").stringValue()).isEqualTo("test");
        assertThat(models.path("data"))
                .extracting(model -> "%s %s %s"
                        .formatted(
                                model.path("name").stringValue(),
                                model.path("status").stringValue(),
                                model.path("idle_seconds").intValue()))
                .containsExactly("test loaded 0", "broken failed 0", "twin loaded 300");
        assertThat(models.at("/data/1/error").stringValue()).contains("must hold 'model.safetensors', but does not");
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void saysOfABrokenOneThatItIsUnavailable() {
        Answer answer = api.post("/encode", "{\"inputs\":\"moon\",\"model\":\"broken\"}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("model_unavailable");
        assertThat(api.post("/encode", "{\"inputs\":\"moon\",\"model\":\"twin\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void loadsNothingOverHttpWithoutADirectory() {
        Answer answer = api.post("/models", "{\"name\":\"news\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").stringValue()).contains("'corrsh.models.directory'");
    }
}
