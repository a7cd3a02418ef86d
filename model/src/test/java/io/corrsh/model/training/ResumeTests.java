package io.corrsh.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.training.checkpoint.CheckpointException;
import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ResumeTests {

    private static final Checkpointing OFTEN = new Checkpointing(false, Duration.ZERO);
    private static final Checkpointing RESUME = new Checkpointing(true, Duration.ZERO);

    @TempDir
    Path directory;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "nce", "gaussian", "energy"})
    void aTrainingThatWasKilledEndsWithTheSameBytes(String kind) throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        TrainingOptions options = TrainingProcess.options(kind);
        TrainingResult whole =
                Training.run(options, List.of(corpus), directory.resolve("whole"), OFTEN, TrainingListener.none());
        // 4 steps an epoch: killed within the first epoch, and then again within the second.
        killAtStep(2, kind, corpus);
        killAtStep(6, kind, corpus);
        List<Long> steps = new ArrayList<>();
        TrainingResult resumed =
                Training.run(options, List.of(corpus), directory.resolve("cut"), RESUME, new TrainingListener() {
                    @Override
                    public void step(long step, StepLoss loss) {
                        steps.add(step);
                    }
                });
        assertThat(steps.getFirst()).isBetween(6L, whole.epochs().getLast().steps());
        assertThat(resumed.bundle().identity()).isEqualTo(whole.bundle().identity());
        assertThat(timeless(resumed)).isEqualTo(timeless(whole));
        assertThat(directory.resolve("cut.checkpoint")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "energy"})
    void aKillChangesNoBitOfTheStateInTheMiddleOfAnEpoch(String kind) throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        stopAfter(11, kind, corpus, "whole", OFTEN);
        killAtStep(6, kind, corpus);
        stopAfter(11, kind, corpus, "cut", RESUME);
        JsonNode whole = checkpoint("whole");
        JsonNode resumed = checkpoint("cut");
        assertThat(whole.path("progress").path("document").intValue()).isPositive();
        assertThat(resumed.path("sha256")).isEqualTo(whole.path("sha256"));
        assertThat(resumed.path("model")).isEqualTo(whole.path("model"));
        assertThat(resumed.path("progress")).isEqualTo(whole.path("progress"));
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefusedByTheDifference() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        stopAfter(3, "gaussian", corpus, "m", OFTEN);
        TrainingOptions other = TrainingOptions.builder(Preset.VDSH)
                .bits(16)
                .batch(24)
                .embedding(32)
                .hidden(48)
                .vocabularySize(300)
                .minimumDocuments(1)
                .epochs(9)
                .patience(3)
                .threads(1)
                .build();
        assertThatThrownBy(() ->
                        Training.run(other, List.of(corpus), directory.resolve("m"), RESUME, TrainingListener.none()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith(
                        "is of a training with other options: 'bits' is 32 there and 16 here; 'epochs' is 4 there and 9 here");
    }

    @Test
    void aCheckpointOfAnotherCorpusIsRefusedByTheDifference() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        stopAfter(3, "gaussian", corpus, "m", OFTEN);
        List<String> lines = new ArrayList<>(Files.readAllLines(corpus));
        lines.removeFirst();
        Files.write(corpus, lines);
        assertThatThrownBy(() -> Training.run(
                        TrainingProcess.options("gaussian"),
                        List.of(corpus),
                        directory.resolve("m"),
                        RESUME,
                        TrainingListener.none()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("of a training with another corpus: ")
                .hasMessageContaining("'documents_sha256' is ");
    }

    @Test
    void aDamagedCheckpointIsRefused() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        stopAfter(3, "gaussian", corpus, "m", OFTEN);
        Path state = directory
                .resolve("m.checkpoint")
                .resolve(checkpoint("m").path("tensors").stringValue());
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length - 9] ^= 1;
        Files.write(state, bytes);
        assertThatThrownBy(() -> Training.run(
                        TrainingProcess.options("gaussian"),
                        List.of(corpus),
                        directory.resolve("m"),
                        RESUME,
                        TrainingListener.none()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void aCheckpointIsNotTrainedOverAndACompleteModelNotResumed() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        TrainingOptions options = TrainingProcess.options("gaussian");
        Path output = directory.resolve("m");
        stopAfter(3, "gaussian", corpus, "m", OFTEN);
        assertThatThrownBy(() -> Training.run(options, List.of(corpus), output, TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("resume it, or delete the directory");
        Training.run(options, List.of(corpus), output, RESUME, TrainingListener.none());
        assertThatThrownBy(() -> Training.run(options, List.of(corpus), output, RESUME, TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("nothing to resume");
    }

    private void killAtStep(long step, String kind, Path corpus) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingProcess.class.getName(),
                        kind,
                        corpus.toString(),
                        directory.resolve("cut").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals("step " + step)) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("step " + step);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    private void stopAfter(long last, String kind, Path corpus, String output, Checkpointing checkpointing)
            throws Exception {
        try {
            Training.run(
                    TrainingProcess.options(kind),
                    List.of(corpus),
                    directory.resolve(output),
                    checkpointing,
                    new TrainingListener() {
                        @Override
                        public void step(long step, StepLoss loss) {
                            if (step == last) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    });
        } catch (InterruptedException e) {
            assertThat(e).hasMessageContaining("before its first epoch was complete; resume it from");
        }
        assertThat(Thread.interrupted()).isEqualTo(true);
    }

    private JsonNode checkpoint(String output) throws IOException {
        JsonNode root =
                new JsonMapper().readTree(Files.readString(directory.resolve(output + ".checkpoint/checkpoint.json")));
        root.path("progress").path("reports").forEach(report -> ((ObjectNode) report).remove("steps_per_second"));
        return root;
    }

    private static List<JsonNode> timeless(TrainingResult result) {
        JsonMapper mapper = new JsonMapper();
        return result.epochs().stream()
                .map(report -> (JsonNode) ((ObjectNode) mapper.valueToTree(report)).remove(List.of("stepsPerSecond")))
                .toList();
    }
}
