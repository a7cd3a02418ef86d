package io.corrsh.service.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

@ServiceTest({"corrsh.models.directory=${dir}/models", "corrsh.models.max-memory=256KB"})
class ModelsTests {

    private static final String TEXT = "the shuttle in orbit";

    private final Api api;
    private final Path directory;

    ModelsTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.directory = Path.of(context.getEnvironment().getRequiredProperty("corrsh.models.directory"));
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectories(directory);
    }

    @AfterEach
    void unloadAll() throws IOException {
        for (JsonNode model : api.get("/models").json().path("data")) {
            if (!model.path("default").booleanValue()) {
                api.delete("/models/" + model.path("name").stringValue());
            }
        }
        FileSystemUtils.deleteRecursively(directory);
    }

    @Test
    void servesAModelThatIsLoadedUntilItIsDeleted() throws IOException {
        ModelBundle news = TestModels.write(directory.resolve("2026/news"), "paper", 32, 5);
        String before = encode("");
        Answer loaded = api.post("/models", "{\"name\":\"news\",\"path\":\"2026/news\",\"idle_seconds\":60}");
        assertThat(loaded.status()).as(loaded.body()).isEqualTo(201);
        assertThat(loaded.headers().firstValue("Location")).hasValue("/models/news");
        assertThat(loaded.json().path("model").stringValue()).isEqualTo(news.identity());
        assertThat(loaded.json().path("status").stringValue()).isEqualTo("loaded");
        assertThat(loaded.json().path("idle_seconds").intValue()).isEqualTo(60);

        String expected = "\"code\":\"%08x\"".formatted(code(news) >>> 32);
        assertThat(encode(",\"model\":\"news\""))
                .contains(expected, "\"bits\":32", "\"model\":\"" + news.identity() + "\"");
        assertThat(encode(",\"model\":\"" + news.identity() + "\"")).contains(expected);
        assertThat(api.postBytes("/encode?model=news", "application/x-ndjson", ("\"" + TEXT + "\"").getBytes())
                        .body())
                .contains(expected);
        assertThat(encode("")).as("the default model").isEqualTo(before);
        assertThat(api.post("/v1/embeddings", "{\"input\":\"" + TEXT + "\",\"model\":\"news\"}")
                        .json()
                        .at("/data/0/embedding"))
                .hasSize(32);
        assertThat(api.post("/similarity", "{\"a\":\"moon\",\"b\":\"orbit\",\"model\":\"news\"}")
                        .json()
                        .path("bits")
                        .intValue())
                .isEqualTo(32);
        assertThat(api.post("/explain", "{\"text\":\"moon\",\"model\":\"news\"}")
                        .json()
                        .path("data"))
                .hasSize(32);
        JsonNode bits = api.get("/bits?model=news").json();
        assertThat(bits.path("data")).hasSize(32);
        assertThat(bits.path("codes").intValue()).isZero();
        assertThat(api.get("/bits/40?model=news").status()).isEqualTo(404);

        assertThat(api.delete("/models/news").status()).isEqualTo(204);
        assertThat(api.delete("/models/news").status()).isEqualTo(404);
        assertThat(api.post("/encode", "{\"inputs\":\"moon\",\"model\":\"news\"}")
                        .status())
                .isEqualTo(404);
        assertThat(encode("")).isEqualTo(before);
    }

    @Test
    void countsTheBytesOfWeights() throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        long before = used();
        load("news");
        JsonNode model = api.get("/models/news").json();
        // Twice 40 x 24 + 24 words, 24 x 24 + 24, 24 x 32 + 32, and once 40 x 32 + 40 for the decoder.
        assertThat(model.path("memory_bytes").longValue()).isEqualTo(4 * (2 * (984 + 600 + 800) + 1320));
        assertThat(used() - before).isEqualTo(model.path("memory_bytes").longValue());
        assertThat(metrics())
                .contains("corrsh_model_bytes{model=\"news\"}")
                .contains("corrsh_models_memory_used_bytes");
        api.delete("/models/news");
        assertThat(used()).isEqualTo(before);
        assertThat(metrics()).doesNotContain("model=\"news\"");
    }

    @Test
    void refusesAModelThatThereIsNoMemoryFor() throws IOException {
        TestModels.write(directory.resolve("big"), "big", 256, 5);
        List<String> loaded = new ArrayList<>();
        Answer answer = api.post("/models", "{\"name\":\"big0\",\"path\":\"big\"}");
        while (answer.status() == 201 && loaded.size() < 10) {
            loaded.add("big" + loaded.size());
            answer = api.post("/models", "{\"name\":\"big%d\",\"path\":\"big\"}".formatted(loaded.size()));
        }
        assertThat(loaded).isNotEmpty();
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("model_memory");
        assertThat(answer.json().path("detail").stringValue())
                .startsWith("The weights of 'big%d' take ".formatted(loaded.size()))
                .contains("but of the 262144 bytes of corrsh.models.max-memory ");
        assertThat(used()).isLessThanOrEqualTo(262_144);
        assertThat(api.get("/models/big" + loaded.size()).status()).isEqualTo(404);
        api.delete("/models/big0");
        assertThat(api.post("/models", "{\"name\":\"again\",\"path\":\"big\"}").status())
                .isEqualTo(201);
    }

    @Test
    void aBrokenBundleHurtsNobody() throws IOException {
        TestModels.write(directory.resolve("cut"), "cut", 32, 5);
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("cut/model.safetensors").toFile(), "rw")) {
            file.setLength(file.length() - 100);
        }
        TestModels.write(directory.resolve("odd"), "odd", 32, 5);
        Files.writeString(directory.resolve("odd/model.json"), "{");
        Files.createDirectory(directory.resolve("empty"));
        long before = used();
        for (String broken : List.of("cut", "odd", "empty")) {
            Answer answer = api.post("/models", "{\"name\":\"%s\"}".formatted(broken));
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.json().path("error_type").stringValue()).isEqualTo("model_unusable");
            assertThat(answer.json().path("detail").stringValue())
                    .startsWith("The model '%s' cannot be loaded: ".formatted(broken));
        }
        assertThat(used()).isEqualTo(before);
        assertThat(api.get("/models").json().path("data")).hasSize(1);
        assertThat(encode("")).contains("\"code\":\"");
    }

    @Test
    void refusesADeviceThatThereIsNone() throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        org.junit.jupiter.api.Assumptions.assumeFalse(
                io.corrsh.model.torch.TorchEngine.hasGpu(), "this machine has a GPU");
        long before = used();
        Answer answer = api.post("/models", "{\"name\":\"news\",\"device\":\"gpu\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("detail").stringValue()).contains("There is no GPU that CUDA can use");
        assertThat(used()).isEqualTo(before);
    }

    @Test
    void theDefaultModelStays() throws IOException {
        TestModels.write(directory.resolve("test"), "test", 32, 5);
        Answer deleted = api.delete("/models/test");
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.json().path("detail").stringValue())
                .isEqualTo("The default model 'test' made the codes of the index and stays");
        assertThat(api.post("/models", "{\"name\":\"test\"}").status()).isEqualTo(409);
        assertThat(encode(",\"model\":\"test\"")).isEqualTo(encode(""));
    }

    @Test
    void refusesASecondModelOfTheSameName() throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        load("news");
        Answer answer = api.post("/models", "{\"name\":\"news\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("model_conflict");
        assertThat(encode(",\"model\":\"news\"")).contains("\"bits\":32");
    }

    @Test
    void documentsAndSearchesKeepToTheModelOfTheIndex() throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        load("news");
        String stored = api.put("/documents/bond", "{\"text\":\"moon\"}").body();
        assertThat(stored).contains("\"model\":\"test@");
        assertThat(api.get("/search?q=moon").body()).contains("\"model\":\"test@");
        assertThat(api.get("/search?q=moon&model=news").status()).isEqualTo(400);
        api.delete("/documents/bond");
    }

    @Test
    void tellsWhichModelsThereAre() {
        for (String path : List.of("/encode", "/similarity", "/explain")) {
            Answer answer = api.post(
                    path,
                    "{\"inputs\":\"a\",\"a\":\"a\",\"b\":\"b\",\"text\":\"a\",\"model\":\"x\"}"
                            .replaceAll(
                                    switch (path) {
                                        case "/encode" -> "\"(a|b|text)\":\"\\w+\",";
                                        case "/similarity" -> "\"(inputs|text)\":\"\\w+\",";
                                        default -> "\"(inputs|a|b)\":\"\\w+\",";
                                    },
                                    ""));
            assertUnknown(answer);
        }
        assertUnknown(api.get("/bits?model=x"));
        assertUnknown(api.get("/bits/1?model=x"));
        assertUnknown(api.postBytes("/encode?model=x", "application/x-ndjson", "\"moon\"".getBytes()));
        Answer openai = api.post("/v1/embeddings", "{\"input\":\"moon\",\"model\":\"x\"}");
        assertThat(openai.status()).isEqualTo(404);
        assertThat(openai.json().at("/error/message").stringValue())
                .isEqualTo("'model' must be one of [test], got 'x'");
        assertThat(openai.json().at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void listsModelsAsOpenAisClientsReadThem() throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        load("news");
        JsonNode list = api.get("/v1/models").json();
        assertThat(list.path("object").stringValue()).isEqualTo("list");
        assertThat(list.path("data"))
                .extracting(model -> model.path("id").stringValue())
                .containsExactly("test", "news");
        assertThat(list.at("/data/1/object").stringValue()).isEqualTo("model");
        assertThat(list.at("/data/1/created").longValue()).isPositive();
        assertThat(list.at("/data/1/owned_by").stringValue()).isEqualTo("corrsh");
        assertThat(api.get("/v1/models/news").json()).isEqualTo(list.at("/data/1"));
        assertThat(api.get("/v1/models/none").json().at("/error/code").stringValue())
                .isEqualTo("model_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model", "news/../../model", "/etc", "", ".", "./news", "news//x", "news/", "a\\u0000b"})
    void refusesPathsThatAreNotOfNamesAlone(String path) throws IOException {
        TestModels.write(directory.resolve("news"), "news", 32, 5);
        Answer answer = api.post("/models", "{\"name\":\"x\",\"path\":\"" + path + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("path");
    }

    @Test
    void followsNoLinkOutOfTheDirectory() throws IOException {
        Path outside = directory.resolveSibling("outside");
        TestModels.write(outside, "outside", 32, 5);
        Files.createSymbolicLink(directory.resolve("link"), outside);
        TestModels.write(directory.resolve("inside"), "inside", 32, 5);
        Files.createSymbolicLink(directory.resolve("near"), directory.resolve("inside"));
        TestModels.write(directory.resolve("part"), "part", 32, 5);
        Files.delete(directory.resolve("part/model.json"));
        Files.createSymbolicLink(directory.resolve("part/model.json"), outside.resolve("model.json"));
        String refused = "'path' must lead to a bundle below the directory of models, got '%s'";
        for (String path : List.of("link", "part", "none")) {
            Answer answer = api.post("/models", "{\"name\":\"%s\"}".formatted(path));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("detail").stringValue()).isEqualTo(refused.formatted(path));
        }
        load("near");
        FileSystemUtils.deleteRecursively(outside);
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        Answer answer = api.post("/models", "{\"path\":\"x\",\"device\":\"tpu\",\"idle_seconds\":-1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors"))
                .extracting(error -> error.path("field").stringValue())
                .containsExactly("name", "device", "idle_seconds");
        assertThat(api.post("/models", "{\"name\":\"../x\"}").status()).isEqualTo(400);
        assertThat(api.post("/models", "{\"name\":\"x\",\"paht\":\"x\"}").status())
                .isEqualTo(400);
    }

    private void load(String name) {
        Answer answer = api.post("/models", "{\"name\":\"%s\"}".formatted(name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private String encode(String more) {
        Answer answer = api.post("/encode", "{\"inputs\":\"%s\"%s}".formatted(TEXT, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private long used() {
        return api.get("/models").json().path("memory_bytes").longValue();
    }

    private String metrics() {
        return api.get("/actuator/prometheus").body();
    }

    private static long code(ModelBundle bundle) {
        return new ReferenceEncoder(EncoderWeights.of(bundle.tensors()))
                .encode(bundle.vectorizer().vectorize(TEXT))
                .code()[0];
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("model_not_found");
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("'model' must be one of [test], got 'x'");
    }
}
