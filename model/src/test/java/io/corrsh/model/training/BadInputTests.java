package io.corrsh.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.TrainingOptionsBuilder;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | must hold",
                "2  | must hold",
                "3  | must hold",
            })
    void aCorpusOfAFewDocumentsIsRefusedWithAReason(int size, String reason) throws Exception {
        Path corpus = corpus(size, i -> text(i, 40));
        assertRefused(corpus, small(), reason);
    }

    @Test
    void aCorpusOfTenDocumentsTrainsWhenSomeAreToMeasureOn() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lines.append("{\"id\":\"%d\",\"text\":\"%s\",\"split\":\"%s\"}\n"
                    .formatted(i, text(i, 40), i < 8 ? "train" : "validation"));
        }
        Path corpus = Files.writeString(directory.resolve("c.jsonl"), lines);
        TrainingResult result =
                Training.run(small().build(), List.of(corpus), directory.resolve("m"), TrainingListener.none());
        assertThat(result.epochs()).hasSize(2);
        assertThat(result.bundle().description().metrics()).containsEntry("train_documents", 8);
    }

    @Test
    void identicalDocumentsAreRefused() throws Exception {
        Path corpus = corpus(50, i -> text(3, 40));
        assertRefused(corpus, small(), "have the same words");
        assertRefused(corpus, small().maximumShare(0.5), "No word of the 50 documents is in at least 1 of them");
    }

    @Test
    void documentsOfOneWordEachTrainIfTheWordsAreAsManyAsTheBits() throws Exception {
        Path corpus = corpus(200, i -> word(i % 20));
        TrainingResult result =
                Training.run(small().build(), List.of(corpus), directory.resolve("m"), TrainingListener.none());
        assertThat(result.best().codeHealth().distinctCodes()).isBetween(1, 20);
        assertRefused(
                corpus(200, i -> word(i % 12)),
                small(),
                "'bits' must be at most the number of words in the vocabulary (12), got 16");
    }

    @Test
    void labelsMayBeMissingFromSomeDocuments() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String labels = i % 3 == 0 ? "" : ",\"labels\":[\"%d\"]".formatted(i % 2);
            lines.append("{\"id\":\"%d\",\"text\":\"%s\"%s}\n".formatted(i, text(i, 40), labels));
        }
        Path corpus = Files.writeString(directory.resolve("c.jsonl"), lines);
        TrainingResult result =
                Training.run(small().build(), List.of(corpus), directory.resolve("m"), TrainingListener.none());
        assertThat(result.best().precision()).isBetween(0.0, 1.0);
    }

    @Test
    void aLossThatExplodesStopsAndKeepsTheBestModelAndTheLastGoodState() throws Exception {
        Path corpus = TopicCorpus.write(directory, 40, false);
        // The rate rises over the steps: the first epochs are good, then the loss explodes.
        TrainingOptions options = TrainingOptions.builder(Preset.VDSH)
                .bits(32)
                .batch(24)
                .embedding(32)
                .hidden(48)
                .vocabularySize(300)
                .learningRate(1)
                .warmUp(100)
                .epochs(50)
                .patience(0)
                .threads(1)
                .build();
        Path output = directory.resolve("m");
        assertThatThrownBy(() -> Training.run(
                        options,
                        List.of(corpus),
                        output,
                        new Checkpointing(false, Duration.ofMillis(50)),
                        TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("lower 'learning rate' (now 1.0)")
                .hasMessageContaining("is kept, and the state before in '");
        assertThat(ModelBundle.load(output).tensors()).isNotEmpty();
        assertThat(Files.readString(output.resolve(ModelBundle.LOG))).contains("\"event\":\"failed\"");
        assertThat(directory.resolve("m.checkpoint/checkpoint.json")).exists();
    }

    @Test
    void whatPyTorchSaysOfItsMemoryIsToldInTheOptionsWords() {
        TrainingOptions options = small().build();
        String cuda = "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 7.79 GiB";
        String cpu = "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory";
        for (String message : new String[] {cuda, cpu}) {
            assertThat(Failures.outOfMemory(new EngineException(message), 7, options))
                    .hasMessageStartingWith("PyTorch ran out of memory in step 7: lower 'batch' (now 8)");
        }
        assertThat(Failures.outOfMemory(new EngineException("shape mismatch"), 7, options))
                .isNull();
    }

    private void assertRefused(Path corpus, TrainingOptionsBuilder options, String reason) {
        assertThatThrownBy(() ->
                        Training.run(options.build(), List.of(corpus), directory.resolve("m"), TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(reason);
        assertThat(directory.resolve("m.checkpoint")).doesNotExist();
    }

    private Path corpus(int size, IntFunction<String> text) throws IOException {
        List<String> lines = IntStream.range(0, size)
                .mapToObj(i -> "{\"id\":\"d%d\",\"text\":\"%s\"}".formatted(i, text.apply(i)))
                .toList();
        return Files.write(directory.resolve("corpus.jsonl"), lines);
    }

    private static String text(int seed, int words) {
        StringBuilder text = new StringBuilder();
        new java.util.Random(seed)
                .ints(12, 0, words)
                .forEach(number -> text.append(word(number)).append(' '));
        return text.toString();
    }

    private static String word(int number) {
        return "word" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }

    private static TrainingOptionsBuilder small() {
        return TrainingOptions.builder(Preset.BEST)
                .bits(16)
                .batch(8)
                .embedding(16)
                .hidden(16)
                .minimumDocuments(1)
                .maximumShare(1)
                .epochs(2)
                .threads(1);
    }
}
