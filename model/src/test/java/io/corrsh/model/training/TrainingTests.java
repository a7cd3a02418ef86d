package io.corrsh.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.corpus.Split;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.evaluation.Evaluator;
import io.corrsh.model.evaluation.SimHash;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.TrainingOptionsBuilder;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.Gradient;
import io.corrsh.model.training.options.bound.GradientOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTests {

    @TempDir
    Path directory;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void bestSeparatesTopicsFarBetterThanSimHash() throws Exception {
        Path corpus = TopicCorpus.write(directory, 80, true);
        Evaluator evaluator =
                new Evaluator(Corpus.read(corpus, (line, reason) -> {}).documents(), 20);
        TrainingResult result = Training.run(
                small(Preset.BEST).learningRate(1e-2).epochs(60).patience(0).build(),
                List.of(corpus),
                directory.resolve("model"),
                TrainingListener.none());
        ModelBundle bundle =
                ModelBundle.load(directory.resolve("model"), result.bundle().identity());
        double baseline =
                evaluator.evaluate(new SimHash(bundle.vectorizer(), 32, 1)).precision();
        double precision;
        try (ModelTextEncoder encoder = new ModelTextEncoder(bundle, EncoderOptions.DEFAULT)) {
            precision = evaluator.evaluate(encoder).precision();
        }
        assertThat(precision).isGreaterThan(0.8).isGreaterThan(baseline + 0.2);
        assertThat(result.best().precision()).isGreaterThan(0.3);
    }

    @Test
    void neighboursByCosineAloneLeadToALinearCodeToBeginAtToo() throws Exception {
        Path corpus = TopicCorpus.write(directory, 80, true);
        double[] precisions = new double[2];
        for (int codes = 0; codes < 2; codes++) {
            TrainingResult result = Training.run(
                    small(Preset.BEST)
                            .neighbourRounds(0)
                            .codeWeight(codes)
                            .learningRate(1e-6) // what is measured is where training begins
                            .epochs(1)
                            .embedding(64)
                            .hidden(64)
                            .build(),
                    List.of(corpus),
                    directory.resolve("model-" + codes),
                    TrainingListener.none());
            precisions[codes] = Objects.requireNonNull(result.best().precision());
        }
        assertThat(precisions[1]).as("with codes, without: %s", precisions[0]).isGreaterThan(precisions[0] + 0.1);
    }

    @Test
    void paperLowersTheLossOfValidationDocuments() throws Exception {
        Path corpus = TopicCorpus.write(directory, 40, false);
        TrainingResult result = Training.run(
                small(Preset.PAPER).learningRate(3e-3).epochs(8).build(),
                List.of(corpus),
                directory.resolve("model"),
                TrainingListener.none());
        List<EpochReport> epochs = result.epochs();
        assertThat(epochs.getLast().validation().reconstruction())
                .isLessThan(epochs.getFirst().validation().reconstruction());
        assertThat(epochs.getFirst().precision()).isNull();
        assertThat(result.bundle().description().metrics())
                .containsEntry("validation_held_out", true)
                .containsEntry("epoch", result.best().epoch());
    }

    @ParameterizedTest
    @EnumSource
    void everyGradientLowersTheLossOfValidationDocuments(Gradient gradient) throws Exception {
        Path corpus = TopicCorpus.write(directory, 40, false);
        TrainingOptions options = small(Preset.PAPER)
                .learningRate(3e-3)
                .epochs(5)
                .gradient(GradientOptions.of(gradient))
                .build();
        TrainingResult result =
                Training.run(options, List.of(corpus), directory.resolve("model"), TrainingListener.none());
        assertThat(result.epochs().getLast().validation().reconstruction())
                .isLessThan(result.epochs().getFirst().validation().reconstruction() - 0.5);
        assertThat(result.bundle().description().training().get("bound").toString())
                .contains("estimator=" + gradient);
    }

    @ParameterizedTest
    @EnumSource(names = {"VDSH", "NASH", "BMSH"})
    void variationalModelsSeparateTopics(Preset preset) throws Exception {
        Path corpus = TopicCorpus.write(directory, 60, true);
        TrainingResult result = Training.run(
                small(preset).learningRate(5e-3).epochs(12).build(),
                List.of(corpus),
                directory.resolve("model"),
                TrainingListener.none());
        ModelBundle bundle = result.bundle();
        double chance = 1.0 / TopicCorpus.TOPICS;
        assertThat(result.best().precision()).isGreaterThan(1.5 * chance);
        assertThat(bundle.tensors().containsKey("prior.weight")).isEqualTo(preset == Preset.BMSH);
        assertThat(bundle.tensors().containsKey("posterior.deviation.weight")).isEqualTo(preset == Preset.VDSH);
    }

    @Test
    void aCorpusDividedAnewIsLearnedFromWithoutItsOwnSplits() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        Corpus divided = Corpus.read(corpus, (line, reason) -> {}).resplit();
        TrainingResult result = Training.run(
                small(Preset.BEST).resplit(true).epochs(1).build(),
                List.of(corpus),
                directory.resolve("model"),
                TrainingListener.none());
        assertThat(result.bundle().description().metrics())
                .containsEntry("train_documents", divided.split(Split.TRAIN).size())
                .containsEntry(
                        "validation_documents", divided.split(Split.VALIDATION).size())
                .containsEntry("validation_held_out", false);
        assertThat(result.bundle().description().training()).containsEntry("resplit", true);
    }

    @Test
    void everyBitOfAGaussianPosteriorHalvesTheTrainingDocuments() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        TrainingResult result = Training.run(
                small(Preset.VDSH).minimumDocuments(1).epochs(2).build(),
                List.of(corpus),
                directory.resolve("model"),
                TrainingListener.none());
        int[] set = new int[32];
        int documents = 0;
        try (ModelTextEncoder encoder = new ModelTextEncoder(result.bundle(), EncoderOptions.DEFAULT)) {
            for (CorpusDocument document :
                    Corpus.read(corpus, (line, reason) -> {}).documents()) {
                if (document.split() == Split.TRAIN) {
                    long code = Objects.requireNonNull(
                            encoder.encode(document.text()).code())[0];
                    for (int bit = 0; bit < 32; bit++) {
                        set[bit] += (int) (code >>> (63 - bit) & 1);
                    }
                    documents++;
                }
            }
        }
        for (int count : set) {
            assertThat(count).isBetween(documents / 2 - documents / 8, documents / 2 + documents / 8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NCE", "NEGATIVE_SAMPLING"})
    void aSampledDecoderLearnsTheFullSoftmax(DecoderLoss loss) throws Exception {
        Path corpus = TopicCorpus.write(directory, 40, false);
        List<StepLoss> validation = new ArrayList<>();
        for (DecoderLoss each : new DecoderLoss[] {DecoderLoss.SOFTMAX, loss}) {
            TrainingResult result = Training.run(
                    small(Preset.NASH)
                            .learningRate(5e-3)
                            .epochs(8)
                            .decoderLoss(each)
                            .noiseWords(200)
                            .build(),
                    List.of(corpus),
                    directory.resolve("model"),
                    TrainingListener.none());
            validation.add(result.epochs().getLast().validation());
        }
        double nats = validation.getFirst().reconstruction();
        assertThat(validation.getLast().reconstruction()).isBetween(0.9 * nats, 1.05 * nats);
    }

    @Test
    void theSameSeedGivesTheSameBundleAndAnotherSeedAnother() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        List<String> identities = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            TrainingOptions options =
                    small(Preset.BEST).epochs(2).seed(seed).softPositives(5).build();
            identities.add(Training.run(options, List.of(corpus), directory.resolve("m"), TrainingListener.none())
                    .bundle()
                    .identity());
        }
        assertThat(identities.get(0)).isEqualTo(identities.get(1)).isNotEqualTo(identities.get(2));
    }

    @Test
    void garbageCollectionDuringTrainingChangesNoLoss() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        List<StepLoss> quiet = losses(corpus, false);
        assertThat(losses(corpus, true)).containsExactlyElementsOf(quiet);
    }

    private List<StepLoss> losses(Path corpus, boolean collect) throws Exception {
        List<StepLoss> losses = new ArrayList<>();
        Thread collector = Thread.ofPlatform().daemon().unstarted(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                for (int i = 0; i < 500; i++) {
                    java.nio.ByteBuffer.allocateDirect(64).putFloat(77f);
                }
                LockSupport.parkNanos(50_000_000);
            }
        });
        if (collect) {
            collector.start();
        }
        Training.run(
                small(Preset.BEST).epochs(2).build(), List.of(corpus), directory.resolve("m"), new TrainingListener() {
                    @Override
                    public void step(long step, StepLoss loss) {
                        losses.add(loss);
                    }
                });
        collector.interrupt();
        collector.join();
        return losses;
    }

    @Test
    void anInterruptKeepsTheBestCompleteEpoch() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        TrainingResult result = Training.run(
                small(Preset.BEST).epochs(50).build(), List.of(corpus), directory.resolve("m"), new TrainingListener() {
                    @Override
                    public void epoch(EpochReport report) {
                        if (report.epoch() == 2) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.stopped()).isTrue();
        assertThat(result.epochs()).hasSize(2);
        assertThat(ModelBundle.load(directory.resolve("m")).identity())
                .isEqualTo(result.bundle().identity());
        assertThat(directory.resolve("m.checkpoint/checkpoint.json")).exists();
    }

    @Test
    void aCorpusSmallerThanABatchTrains() throws Exception {
        Path corpus = TopicCorpus.write(directory, 5, false);
        TrainingResult result = Training.run(
                small(Preset.BEST).batch(1000).minimumDocuments(1).epochs(2).build(),
                List.of(corpus),
                directory.resolve("m"),
                TrainingListener.none());
        assertThat(result.epochs()).hasSize(2);
    }

    @Test
    void aCorpusWithoutTrainingDocumentsIsRefused() throws Exception {
        Path corpus = Files.writeString(
                directory.resolve("test-only.jsonl"), "{\"id\":\"1\",\"split\":\"test\",\"text\":\"a text\"}\n");
        assertThatThrownBy(() -> Training.run(
                        small(Preset.BEST).build(), List.of(corpus), directory.resolve("m"), TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("must hold documents of the split 'train'");
    }

    @Test
    void anOutputThatHoldsOtherFilesIsRefusedBeforeAnyWork() throws Exception {
        Files.writeString(directory.resolve("precious.txt"), "x");
        assertThatThrownBy(() -> Training.run(
                        small(Preset.BEST).build(),
                        List.of(directory.resolve("missing.jsonl")),
                        directory,
                        TrainingListener.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("holds other files");
    }

    @Test
    void wordsOfTestDocumentsAreUnknown() throws Exception {
        Path corpus = TopicCorpus.write(directory, 20, true);
        Files.writeString(
                corpus,
                Files.readString(corpus)
                        + "{\"id\":\"x1\",\"split\":\"test\",\"text\":\"unseen unseen\"}\n"
                        + "{\"id\":\"x2\",\"split\":\"test\",\"text\":\"unseen\"}\n");
        TrainingResult result = Training.run(
                small(Preset.BEST).minimumDocuments(1).epochs(1).build(),
                List.of(corpus),
                directory.resolve("m"),
                TrainingListener.none());
        assertThat(result.bundle().vocabulary().indexOf("unseen")).isEqualTo(-1);
        assertThat(result.bundle().vocabulary().documents()).isEqualTo(16 * TopicCorpus.TOPICS);
    }

    private static TrainingOptionsBuilder small(Preset preset) {
        return TrainingOptions.builder(preset)
                .bits(32)
                .batch(48)
                .embedding(32)
                .hidden(48)
                .vocabularySize(400)
                .neighbours(5)
                .threads(1);
    }
}
