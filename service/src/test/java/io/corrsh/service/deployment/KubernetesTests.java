package io.corrsh.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Renders the manifests as {@code kubectl apply -k} does and holds them against the API's schemas, which know every field. */
class KubernetesTests {

    private static final Path OVERLAYS = Path.of("..", "docker", "kubernetes", "overlays");

    /** Checks an object against the schema of its kind. */
    private interface Schema {
        void check(JsonElement object) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "Service", V1Service::validateJsonElement,
            "StatefulSet", V1StatefulSet::validateJsonElement,
            "Deployment", V1Deployment::validateJsonElement,
            "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
            // A custom resource, whose schema only its operator has.
            "ServiceMonitor", object -> {});

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "encoders"})
    void holdAgainstTheSchemas(String overlay) throws IOException, InterruptedException {
        for (JsonObject object : render(overlay)) {
            String kind = object.get("kind").getAsString();
            assertThat(SCHEMAS).containsKey(kind);
            SCHEMAS.get(kind).check(object);
            if (kind.equals("PodDisruptionBudget") || kind.equals("ServiceMonitor")) {
                JsonObject selector = object.getAsJsonObject("spec").getAsJsonObject("selector");
                assertThat(selector.getAsJsonObject("matchLabels"))
                        .isEqualTo(object.getAsJsonObject("metadata").getAsJsonObject("labels"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "encoders"})
    void giveTheServiceNoMoreThanItNeeds(String overlay) throws IOException, InterruptedException {
        JsonObject pod = render(overlay).stream()
                .map(object -> object.getAsJsonObject("spec"))
                .filter(spec -> spec.has("template"))
                .findFirst()
                .orElseThrow()
                .getAsJsonObject("template")
                .getAsJsonObject("spec");
        assertThat(pod.getAsJsonObject("securityContext").get("runAsNonRoot").getAsBoolean())
                .isTrue();
        JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
        JsonObject rights = container.getAsJsonObject("securityContext");
        assertThat(rights.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(rights.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(rights.getAsJsonObject("capabilities").getAsJsonArray("drop"))
                .hasToString("[\"ALL\"]");
        assertThat(container
                        .getAsJsonObject("resources")
                        .getAsJsonObject("limits")
                        .keySet())
                .contains("memory");
        assertThat(container.keySet()).contains("startupProbe", "readinessProbe", "livenessProbe");
    }

    @Test
    void wouldNotHoldWithAFieldThatDoesNotExist() throws IOException, InterruptedException {
        JsonObject set = render("cpu").stream()
                .filter(object -> object.get("kind").getAsString().equals("StatefulSet"))
                .findFirst()
                .orElseThrow();
        set.getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec")
                .addProperty("replica", 1);
        assertThatThrownBy(() -> SCHEMAS.get("StatefulSet").check(set)).hasMessageContaining("replica");
    }

    private static List<JsonObject> render(String overlay) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder(
                            "kubectl", "kustomize", OVERLAYS.resolve(overlay).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed, so the manifests are not rendered: " + e.getMessage());
            return List.of();
        }
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        Gson gson = new Gson();
        List<JsonObject> objects = new ArrayList<>();
        for (Object document : new Yaml().loadAll(rendered)) {
            objects.add(gson.toJsonTree(document).getAsJsonObject());
        }
        assertThat(objects).isNotEmpty();
        return objects;
    }
}
