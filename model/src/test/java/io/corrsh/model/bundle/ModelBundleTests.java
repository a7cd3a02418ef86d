package io.corrsh.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.Weighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTests {

    private static final Vocabulary WORDS =
            new Vocabulary(List.of("orbit", "mond", "#x", "Übung"), new int[] {4, 3, 3, 1}, 9);

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void place() {
        directory = temporary.resolve("model");
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        ModelBundle written = write(Precision.FLOAT);
        ModelBundle loaded = ModelBundle.load(directory, written.identity());
        assertThat(loaded.description()).isEqualTo(description()).isEqualTo(written.description());
        assertThat(loaded.tensors().keySet()).isEqualTo(tensors().keySet());
        tensors().forEach((name, tensor) -> {
            assertThat(loaded.tensor(name).shape()).isEqualTo(tensor.shape());
            assertThat(loaded.tensor(name).values()).isEqualTo(tensor.values());
        });
        for (int i = 0; i < WORDS.size(); i++) {
            assertThat(loaded.vocabulary().word(i)).isEqualTo(WORDS.word(i));
            assertThat(loaded.vocabulary().documentFrequency(i)).isEqualTo(WORDS.documentFrequency(i));
        }
        assertThat(loaded.vocabulary().documents()).isEqualTo(9);
        assertThat(loaded.vectorizer().vectorize("Orbit! Übung").words()).containsExactly(0);
    }

    @Test
    void isIdentifiedByTheHashOfItsFiles() throws Exception {
        ModelBundle written = write(Precision.HALF);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("model.json", "vocabulary.tsv", "model.safetensors")) {
            digest.update(Files.readAllBytes(directory.resolve(file)));
        }
        String hash = HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        assertThat(written.identity()).isEqualTo("tiny@" + hash);
        assertThat(Files.readString(directory.resolve("model.json"))).doesNotContain(hash);
        assertThat(write(Precision.HALF).identity()).isEqualTo(written.identity());
        assertThat(write(Precision.FLOAT).identity()).isNotEqualTo(written.identity());
    }

    @Test
    void roundsToHalfPrecision() throws Exception {
        ModelBundle written = write(Precision.HALF);
        float[] exact = tensors().get("hidden.weight").values();
        float[] half = written.tensor("hidden.weight").values();
        for (int i = 0; i < exact.length; i++) {
            assertThat(half[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(exact[i])));
        }
    }

    @Test
    void leavesNothingBesideTheBundle() throws Exception {
        write(Precision.FLOAT);
        write(Precision.FLOAT);
        assertThat(files(temporary)).containsExactly("model");
        assertThat(files(directory)).containsExactlyInAnyOrder("model.json", "vocabulary.tsv", "model.safetensors");
    }

    @Test
    void keepsTheOldBundleWhenTheNewOneIsBad() throws Exception {
        String identity = write(Precision.FLOAT).identity();
        Map<String, Tensor> bad = tensors();
        bad.get("mean.bias").values()[3] = Float.NaN;
        assertThatThrownBy(() -> ModelBundle.write(directory, description(), WORDS, bad, Precision.FLOAT))
                .isInstanceOf(BundleException.class)
                .hasMessage("Value 3 of 'mean.bias' must be finite, got NaN");
        bad.put("mean.bias", new Tensor(new int[] {16}, filled(16, 70000)));
        assertThatThrownBy(() -> ModelBundle.write(directory, description(), WORDS, bad, Precision.HALF))
                .hasMessageContaining("must be within half precision");
        assertThat(ModelBundle.load(directory).identity()).isEqualTo(identity);
        assertThat(files(temporary)).containsExactly("model");
    }

    @Test
    void doesNotReplaceADirectoryWithOtherFiles() throws Exception {
        write(Precision.FLOAT);
        Files.writeString(directory.resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> write(Precision.FLOAT)).hasMessageContaining("holds 'thesis.txt'");
        assertThat(directory.resolve("thesis.txt")).hasContent("precious");
    }

    @Test
    void refusesTensorsThatDoNotFit() {
        Map<String, Tensor> tensors = tensors();
        tensors.remove("decoder.bias");
        assertBadTensors(tensors, "The tensor 'decoder.bias' is missing");
        tensors.put("decoder.bias", new Tensor(new int[] {2, 2}, new float[4]));
        assertBadTensors(tensors, "'decoder.bias' must have the shape [4], got [2, 2]");
        tensors.put("decoder.bias", new Tensor(new int[] {4}, new float[4]));
        tensors.put("posterior.factors.bias", new Tensor(new int[] {20}, new float[20]));
        assertBadTensors(tensors, "'posterior.factors.bias' must have a multiple of 16 values, got 20");
        tensors.put("posterior.factors.bias", new Tensor(new int[] {32}, new float[32]));
        assertBadTensors(tensors, "The tensor 'posterior.factors.weight' is missing");
        tensors.remove("posterior.factors.bias");
        tensors.put("surprise", new Tensor(new int[] {1}, new float[1]));
        assertBadTensors(tensors, "The tensor 'surprise' is not known");
    }

    @Test
    void takesThePosteriorWithIt() throws Exception {
        Map<String, Tensor> tensors = tensors();
        tensors.put("posterior.deviation.weight", new Tensor(new int[] {16, 3}, filled(48, .5f)));
        tensors.put("posterior.deviation.bias", new Tensor(new int[] {16}, filled(16, -1)));
        tensors.put("posterior.factors.weight", new Tensor(new int[] {32, 3}, filled(96, 2)));
        tensors.put("posterior.factors.bias", new Tensor(new int[] {32}, filled(32, 3)));
        ModelBundle.write(directory, description(), WORDS, tensors, Precision.HALF);
        assertThat(ModelBundle.load(directory)
                        .tensor("posterior.factors.weight")
                        .values())
                .isEqualTo(filled(96, 2));
    }

    @Test
    void refusesAnotherModel() throws Exception {
        write(Precision.FLOAT);
        assertThatThrownBy(() -> ModelBundle.load(directory, "tiny@000000000000"))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must be tiny@000000000000, got tiny@");
    }

    @Test
    void refusesTruncatedFiles() throws Exception {
        write(Precision.FLOAT);
        for (String file : files(directory)) {
            byte[] whole = Files.readAllBytes(directory.resolve(file));
            // The line feed after the closing brace carries nothing, but the identity guards it.
            int last = file.equals("model.json") ? whole.length - 1 : whole.length;
            for (int length = 0; length < last; length += length < 20 || length > last - 20 ? 1 : 29) {
                Files.write(directory.resolve(file), Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> ModelBundle.load(directory))
                        .as("%s cut to %d bytes", file, length)
                        .isInstanceOf(BundleException.class)
                        .hasMessageStartingWith(file + ": ");
            }
            Files.write(directory.resolve(file), whole);
        }
        ModelBundle.load(directory);
    }

    @Test
    void saysWhichFileIsMissing() throws Exception {
        assertThatThrownBy(() -> ModelBundle.load(directory)).hasMessageContaining("must hold 'model.json'");
        write(Precision.FLOAT);
        Files.delete(directory.resolve("model.safetensors"));
        assertThatThrownBy(() -> ModelBundle.load(directory)).hasMessageContaining("must hold 'model.safetensors'");
    }

    @Test
    void refusesADescriptionThatItDoesNotUnderstand() throws Exception {
        write(Precision.FLOAT);
        String json = Files.readString(directory.resolve("model.json"));
        for (Map.Entry<String, String> change : Map.of(
                        "\"format\" : 1", "\"format\" : 2",
                        "\"bits\" : 16", "\"bits\" : 20",
                        "\"tf\" : \"log\"", "\"tf\" : \"raw\"",
                        "\"hidden\" : 3", "\"hiden\" : 3",
                        "\"embedding\" : 5", "\"embedding\" : \"five\"",
                        "\"tokenizer\" : \"standard\"", "\"tokenizer\" : null")
                .entrySet()) {
            assertThat(json).contains(change.getKey());
            Files.writeString(directory.resolve("model.json"), json.replace(change.getKey(), change.getValue()));
            assertThatThrownBy(() -> ModelBundle.load(directory))
                    .as(change.getValue())
                    .isInstanceOf(BundleException.class)
                    .hasMessageStartingWith("model.json: ");
        }
    }

    private void assertBadTensors(Map<String, Tensor> tensors, String message) {
        assertThatThrownBy(() -> ModelBundle.write(directory, description(), WORDS, tensors, Precision.FLOAT))
                .isInstanceOf(BundleException.class)
                .hasMessage(message);
    }

    @Test
    void readsBundlesFromBeforeTitlesWeighedMore() throws IOException {
        write(Precision.FLOAT);
        Path json = directory.resolve("model.json");
        String text = Files.readString(json);
        assertThat(text).contains(",\n    \"title\" : 1");
        Files.writeString(json, text.replace(",\n    \"title\" : 1", ""));
        assertThat(ModelBundle.load(directory).description().weighting()).isEqualTo(Weighting.DEFAULT);
    }

    private ModelBundle write(Precision precision) throws IOException {
        return ModelBundle.write(directory, description(), WORDS, tensors(), precision);
    }

    private static ModelDescription description() {
        return new ModelDescription(
                ModelDescription.FORMAT,
                "tiny",
                16,
                new Architecture(4, 5, 3, Architecture.RELU),
                AnalyzerSpec.english(),
                Weighting.DEFAULT,
                Map.of("epochs", 3, "rate", 0.5),
                Map.of("precision", List.of(1, 2)),
                List.of(new DataSource("Made up", "CC0-1.0", "nobody")));
    }

    private static Map<String, Tensor> tensors() {
        Random random = new Random(7);
        Map<String, Tensor> tensors = new TreeMap<>();
        int[][] shapes = {{4, 5}, {5}, {3, 5}, {3}, {16, 3}, {16}, {4, 16}, {4}};
        List<String> layers = List.of("embedding", "hidden", "mean", "decoder");
        for (int i = 0; i < shapes.length; i++) {
            float[] values = new float[Arrays.stream(shapes[i]).reduce(1, (a, b) -> a * b)];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) random.nextGaussian();
            }
            tensors.put(layers.get(i / 2) + (i % 2 == 0 ? ".weight" : ".bias"), new Tensor(shapes[i], values));
        }
        return tensors;
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
