package io.corrsh.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.service.cli.CorrshRunner.Outcome;
import io.corrsh.service.support.Api;
import io.corrsh.service.support.ServiceTest;
import io.corrsh.service.support.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class CommandTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final Api api;
    private final String url;

    @TempDir
    private Path directory;

    private Path model;

    CommandTests(Api api, ConfigurableApplicationContext context) {
        this.api = api;
        this.url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @BeforeEach
    void writeModel() throws IOException {
        model = directory.resolve("model");
        TestModels.write(model);
    }

    @Test
    void showsHelpAndVersion() {
        assertThat(CorrshRunner.run("--help").out()).contains("serve", "train", "evaluate", "encode", "import");
        assertThat(CorrshRunner.run("--version").out()).startsWith("corrsh ");
        assertThat(CorrshRunner.run("train", "--help").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "train",
                "train --corpus a --output b --bits 65",
                "train --corpus a --output b --preset worst",
                "train --corpus a --output b --device gpu",
                "train --corpus a --output b --device tpu",
                "train --corpus a --output b --source nobody",
                "evaluate --corpus a --k many",
                "import --corpus a --batch 0",
                "import --corpus a --url nowhere",
                "encode --format roman",
                "serve --port 70000",
                "serve --nonsense",
            })
    void answersWrongUseWithTwo(String arguments) {
        Outcome outcome = CorrshRunner.run(arguments.split(" "));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void namesTheOptionOfATrainingThatBreaksItsRule() {
        assertThat(CorrshRunner.run("train", "--corpus", "a", "--output", "b", "--bits", "20")
                        .err())
                .contains("'bits' must be a multiple of 8 between 16 and 256, got 20");
    }

    @Test
    void encodesLinesAndTellsOfBrokenOnes() throws IOException {
        Path file = write(
                "{\"id\":\"a\",\"text\":\"moon rocket\"}",
                "broken",
                "{\"id\":\"b\",\"text\":\"zzz\"}",
                "{\"text\":\"no id\"}");
        Outcome outcome = CorrshRunner.run("encode", "--model", model.toString(), "--device", "cpu", file.toString());
        assertThat(outcome.code()).isEqualTo(1);
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.get(0)).path("id").stringValue()).isEqualTo("a");
        assertThat(JSON.readTree(lines.get(0)).path("code").stringValue())
                .isEqualTo(api.post("/encode", "{\"inputs\":\"moon rocket\"}")
                        .json()
                        .at("/data/0/code")
                        .stringValue());
        assertThat(lines.get(1)).isEqualTo("{\"id\":\"b\",\"code\":null}");
        assertThat(outcome.err()).contains(file + ": line 2: ", file + ": line 4: ");
    }

    @Test
    void refinesCodesAndSaysWhatItCannotTellOfAModel() throws IOException {
        Path file = write("{\"id\":\"a\",\"text\":\"moon rocket\"}");
        String[] words = {"encode", "--model", model.toString(), "--refine", "5", file.toString()};
        Outcome refined = CorrshRunner.run(words);
        assertThat(refined.code()).isZero();
        assertThat(JSON.readTree(refined.out()).path("code").stringValue()).hasSize(16);
        words[4] = "-1";
        assertThat(CorrshRunner.run(words).err()).contains("'refine' must be between 0 and 1000, got -1");
        Outcome energy = CorrshRunner.run("encode", "--model", model.toString(), "--free-energy", file.toString());
        assertThat(energy.code()).isEqualTo(1);
        assertThat(energy.err()).contains("The model must be trained with preset energy to have an energy");
    }

    @Test
    void failsOnAModelThatIsNone() {
        Outcome outcome = CorrshRunner.run(
                "encode", "--model", directory.resolve("nowhere").toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("corrsh: the model in '").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode", "evaluate --corpus", "import --corpus", "train --output out --corpus"})
    void failsOnAFileThatIsMissing(String command) {
        String[] words = (command + " nowhere.jsonl").split(" ");
        if (words[0].equals("encode") || words[0].equals("evaluate")) {
            words = (command + " nowhere.jsonl --model " + model).split(" ");
        }
        Outcome outcome = CorrshRunner.run(words);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("nowhere.jsonl").doesNotContain("\tat ");
    }

    @Test
    void importsALoadAndTellsOfTheLinesThatFailed() throws IOException {
        Path file = directory.resolve("corpus.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 1; i <= 25; i++) {
                String line = i == 13
                        ? "{\"id\":\"imported13\"}\n"
                        : "{\"id\":\"imported%d\",\"text\":\"moon\"}\n\n".formatted(i);
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        Outcome outcome =
                CorrshRunner.run("import", "--corpus", file.toString(), "--url", url, "--batch", "7", "--json");
        assertThat(outcome.code()).isEqualTo(1);
        JsonNode report = JSON.readTree(outcome.out());
        assertThat(report.path("accepted").intValue()).isEqualTo(24);
        assertThat(report.path("failed").intValue()).isEqualTo(1);
        assertThat(outcome.err()).contains(file + ": line 25: 'text' is required: a string");
        assertThat(api.get("/documents/imported25").status()).isEqualTo(200);
    }

    @Test
    void givesListsAndTakesKeys() {
        String file = directory.resolve("keys").toString();
        CorrshRunner.Outcome added = CorrshRunner.run("keys", "add", "--file", file, "--role", "read", "prometheus");
        assertThat(added.code()).isZero();
        assertThat(added.out()).matches("corrsh_[A-Za-z0-9_-]{43}\\s+");
        assertThat(CorrshRunner.run("keys", "list", "--file", file).out()).contains("prometheus", "read");
        assertThat(CorrshRunner.run("keys", "add", "--file", file, "--role", "read", "a b")
                        .err())
                .contains("'name' must be 1 to 64 letters");
        assertThat(CorrshRunner.run("keys", "remove", "--file", file, "prometheus")
                        .code())
                .isZero();
        assertThat(CorrshRunner.run("keys", "remove", "--file", file, "prometheus")
                        .err())
                .contains("has no key named 'prometheus'");
    }

    @Test
    void looksWhetherTheMachineIsFit() throws IOException {
        CorrshRunner.Outcome well = CorrshRunner.run(
                "doctor", "--data-dir", directory.resolve("data").toString());
        assertThat(well.code()).isZero();
        assertThat(well.out()).contains("java", "processors", "memory", "english-64@", "loads and computes");
        Path file = Files.createFile(directory.resolve("file"));
        CorrshRunner.Outcome ill =
                CorrshRunner.run("doctor", "--json", "--data-dir", file.toString(), "--model", file.toString());
        assertThat(ill.code()).isEqualTo(1);
        assertThat(new JsonMapper().readTree(ill.out()).findValuesAsString("state"))
                .filteredOn("FAIL"::equals)
                .hasSize(2);
    }

    @Test
    void importsAnEmptyCorpus() throws IOException {
        Outcome outcome = CorrshRunner.run("import", "--corpus", write().toString(), "--url", url);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("0 documents accepted, 0 lines failed");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        Path file = write("{\"id\":\"a\",\"text\":\"moon\"}");
        Outcome outcome = CorrshRunner.run("import", "--corpus", file.toString(), "--url", "http://127.0.0.1:1");
        Outcome patient =
                CorrshRunner.run("import", "--corpus", file.toString(), "--url", "http://127.0.0.1:1", "--wait", "1");
        assertThat(patient.err()).contains("was not ready within 1 s");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualToIgnoringNewLines(
                        "corrsh: nothing answers at http://127.0.0.1:1/documents: is the service running there?\n");
    }

    @Test
    void evaluatesALabelledCorpus() throws IOException {
        Path file = write(
                "{\"id\":\"1\",\"text\":\"moon rocket\",\"labels\":[\"s\"],\"split\":\"train\"}",
                "{\"id\":\"2\",\"text\":\"hockey goal\",\"labels\":[\"h\"],\"split\":\"train\"}",
                "{\"id\":\"3\",\"text\":\"moon rocket\",\"labels\":[\"s\"],\"split\":\"test\"}");
        Outcome outcome = CorrshRunner.run(
                "evaluate", "--corpus", file.toString(), "--model", model.toString(), "--k", "1", "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        JsonNode report = JSON.readTree(outcome.out());
        assertThat(report.path("model").stringValue())
                .isEqualTo(ModelBundle.load(model).identity());
        assertThat(report.path("precision").doubleValue()).isEqualTo(1);
        assertThat(report.path("database").intValue()).isEqualTo(2);
        assertThat(report.path("queries").intValue()).isEqualTo(1);
    }

    @Test
    void knowsEveryOptionThatTheDefaultModelIsMadeWith() {
        Path recipe = Path.of("..", "model", "src", "main", "default-model", "english-64.args");
        assertThat(recipe).exists();
        String missing = directory.resolve("missing.jsonl").toString();
        Outcome outcome = CorrshRunner.run(
                "train",
                "@" + recipe,
                "--corpus",
                missing,
                "--output",
                directory.resolve("made").toString());
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains(missing);
    }

    @Test
    void refusesToTrainOnAnEmptyCorpus() throws IOException {
        Outcome outcome = CorrshRunner.run(
                "train",
                "--corpus",
                write().toString(),
                "--output",
                directory.resolve("out").toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("corrsh: ").doesNotContain("\tat ");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("corpus.jsonl"), List.of(lines));
    }
}
