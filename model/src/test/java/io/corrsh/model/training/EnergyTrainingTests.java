package io.corrsh.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.corpus.Corpus;
import io.corrsh.model.corpus.CorpusDocument;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.energy.EnergyModel;
import io.corrsh.model.refinement.Refinement;
import io.corrsh.model.refinement.RefiningTextEncoder;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.training.options.Preset;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.TrainingOptionsBuilder;
import io.corrsh.model.training.progress.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyTrainingTests {

    private static final int SEED = 5;

    @TempDir
    private Path directory;

    private Path corpus;

    @BeforeEach
    void writeCorpus() throws Exception {
        corpus = TopicCorpus.write(directory, 60, true);
    }

    private static TrainingOptionsBuilder small() {
        return TrainingOptions.builder(Preset.ENERGY)
                .bits(16)
                .batch(10)
                .epochs(60)
                .learningRate(2e-2)
                // The corpus is too small for its neighbours to say when to stop.
                .patience(0)
                .selection(Selection.LOSS)
                .threads(1)
                .seed(SEED);
    }

    private TrainingResult train(String name, TrainingOptionsBuilder options) throws Exception {
        return Training.run(options.build(), List.of(corpus), directory.resolve(name), TrainingListener.none());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void separatesTopics(boolean persistent) throws Exception {
        TrainingResult result = train("model", small().persistent(persistent));
        assertThat(result.epochs().getLast().validation().reconstruction())
                .isLessThan(result.epochs().getFirst().validation().reconstruction());
        assertThat(Objects.requireNonNull(result.best().precision())).isGreaterThan(2.0 / TopicCorpus.TOPICS);
    }

    /** So they do at first where texts are short: what they have in common is learned before what tells them apart. */
    @Test
    void trainingDoesNotEndWhileAllDocumentsHaveOneCode() throws Exception {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        for (int document = 0; document < 500; document++) {
            int topic = document % 4;
            String text = random.ints(3, 0, 8)
                    .mapToObj(i -> "word" + (char) ('a' + topic) + (char) ('a' + i))
                    .collect(Collectors.joining(" "));
            lines.add("{\"id\":\"%d\",\"text\":\"%s\"}".formatted(document, text));
        }
        corpus = Files.write(directory.resolve("short.jsonl"), lines);
        TrainingResult result = train(
                "model",
                small().learningRate(5e-3)
                        .patience(1)
                        .selection(Selection.NEIGHBOURS)
                        .epochs(30));
        List<Integer> codes = result.epochs().stream()
                .map(epoch -> epoch.codeHealth().distinctCodes())
                .toList();
        assertThat(codes.subList(0, 4))
                .as("codes of each epoch, seed %d: %s", SEED, codes)
                .containsOnly(1);
        assertThat(codes.getLast()).isGreaterThan(1);
    }

    @Test
    void theSameSeedGivesTheSameModelWithAnyNumberOfThreads() throws Exception {
        ModelBundle one = train("one", small().epochs(2)).bundle();
        ModelBundle two = train("two", small().epochs(2).threads(2)).bundle();
        one.tensors()
                .forEach((name, tensor) ->
                        assertThat(two.tensor(name).values()).as(name).isEqualTo(tensor.values()));
    }

    @Test
    void aCodeIsTheLikeliestOfItsTextAndTheFreeEnergyIsThatOfAllCodes() throws Exception {
        ModelBundle bundle = train("model", small()).bundle();
        EnergyModel model = EnergyModel.of(bundle);
        BagOfWords bag = text(bundle, 0);
        Encoding encoding = new ReferenceEncoder(EncoderWeights.of(bundle.tensors())).encode(bag);
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        double offset = model.freeEnergy(bag);
        for (long code = 0; code < 1 << 16; code++) {
            double energy = model.energy(bag, new long[] {code << 48});
            least = Math.min(least, energy);
            sum += Math.exp(offset - energy);
        }
        assertThat(Math.log(sum)).isCloseTo(0, within(1e-9));
        assertThat(model.energy(bag, Objects.requireNonNull(encoding.code()))).isEqualTo(least);
        double[] logits = model.logits(bag);
        for (int bit = 0; bit < logits.length; bit++) {
            assertThat(Objects.requireNonNull(encoding.logits())[bit]).isCloseTo((float) logits[bit], within(1e-4f));
        }
    }

    /** Their words are as frequent: only what the bits know of words that go together can tell. */
    @Test
    void textsAreMoreTypicalThanTheSameWordsMixed() throws Exception {
        ModelBundle bundle = train("model", small()).bundle();
        EnergyModel model = EnergyModel.of(bundle);
        List<String> texts = Corpus.read(corpus, (line, reason) -> {}).documents().stream()
                .map(CorpusDocument::text)
                .toList();
        List<String> words = new ArrayList<>(
                texts.stream().flatMap(text -> Stream.of(text.split(" "))).toList());
        Collections.shuffle(words, new Random(SEED));
        int from = 0;
        int typical = 0;
        for (String text : texts) {
            int to = from + text.split(" ").length;
            BagOfWords mixed = bundle.vectorizer().vectorize(String.join(" ", words.subList(from, to)));
            typical += model.freeEnergyPerWord(bundle.vectorizer().vectorize(text)) < model.freeEnergyPerWord(mixed)
                    ? 1
                    : 0;
            from = to;
        }
        assertThat(typical).as("of %d, seed %d", texts.size(), SEED).isGreaterThan(texts.size() * 9 / 10);
    }

    @Test
    void anEnergyIsNotAskedOfAnotherModelNorABoundOfThisOne() throws Exception {
        ModelBundle energy = train("energy", small().epochs(1)).bundle();
        assertThatThrownBy(() -> new RefiningTextEncoder(energy, Refinement.of(1)))
                .hasMessageContaining("'refine' must be 0 for an energy model");
        ModelBundle paper = train(
                        "paper",
                        TrainingOptions.builder(Preset.PAPER)
                                .bits(16)
                                .embedding(16)
                                .hidden(16)
                                .epochs(1)
                                .threads(1))
                .bundle();
        assertThatThrownBy(() -> EnergyModel.of(paper)).hasMessageContaining("must be trained with preset energy");
        assertThatThrownBy(() -> small().mixture(5).build()).hasMessageContaining("other than energy");
        assertThatThrownBy(() -> small().gibbsSteps(0).build())
                .hasMessage("'gibbs steps' must be between 1 and 1000, got 0");
    }

    private BagOfWords text(ModelBundle bundle, int number) throws Exception {
        return bundle.vectorizer()
                .vectorize(Corpus.read(corpus, (line, reason) -> {})
                        .documents()
                        .get(number)
                        .text());
    }
}
