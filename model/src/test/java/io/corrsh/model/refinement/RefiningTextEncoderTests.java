package io.corrsh.model.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.bundle.Architecture;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefiningTextEncoderTests {

    private static final int SEED = 11;
    private static final int WORDS = 60;
    private static final int BITS = 16;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private ModelBundle bundle;

    @BeforeEach
    void writeModel() throws IOException {
        bundle = write("low-rank");
    }

    @Test
    void theSlopeIsTheBoundsDerivative() {
        MeanFieldBound bound = new MeanFieldBound(bundle);
        BagOfWords bag = bundle.vectorizer().vectorize(text());
        double[] logits = random.doubles(BITS, -3, 3).toArray();
        double[] slope = bound.at(bag, logits).gradient();
        for (int bit = 0; bit < BITS; bit++) {
            double[] moved = logits.clone();
            moved[bit] += 1e-5;
            double above = bound.at(bag, moved).value();
            moved[bit] -= 2e-5;
            double below = bound.at(bag, moved).value();
            assertThat(slope[bit]).as("bit %d, seed %d", bit, SEED).isCloseTo((above - below) / 2e-5, within(1e-6));
        }
    }

    /** At saturated logits the means are bits and the entropy is 0: what is left is the joint log-probability of the code. */
    @Test
    void theBoundOfACertainCodeIsItsJointProbability() {
        BagOfWords bag = bundle.vectorizer().vectorize(text());
        double[] logits = new double[BITS];
        double[] scores = new double[WORDS];
        Arrays.setAll(scores, word -> bundle.tensor("decoder.bias").values()[word]);
        for (int bit = 0; bit < BITS; bit++) {
            boolean set = random.nextBoolean();
            logits[bit] = set ? 800 : -800;
            for (int word = 0; word < WORDS && set; word++) {
                scores[word] += bundle.tensor("decoder.weight").values()[word * BITS + bit];
            }
        }
        double normaliser = Math.log(Arrays.stream(scores).map(Math::exp).sum());
        double expected = -BITS * Math.log(2);
        for (int word : bag.words()) {
            expected += scores[word] - normaliser;
        }
        assertThat(new MeanFieldBound(bundle).at(bag, logits).value()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void moreStepsReachAHigherBoundAndNoneLowersIt() {
        MeanFieldBound bound = new MeanFieldBound(bundle);
        BagOfWords bag = bundle.vectorizer().vectorize(text());
        double[] start = new ReferenceEncoder(EncoderWeights.of(bundle.tensors())).logits(bag);
        double before = bound.at(bag, start).value();
        double first = before;
        for (int steps : new int[] {1, 2, 5, 20, 100}) {
            // The rate is far too high, so that steps must be turned down.
            RefiningTextEncoder encoder = new RefiningTextEncoder(bundle, new Refinement(steps, 20));
            double reached = bound.at(bag, encoder.refine(bag, start)).value();
            assertThat(reached).as("%d steps, seed %d", steps, SEED).isGreaterThanOrEqualTo(before);
            before = reached;
        }
        assertThat(before).as("seed %d", SEED).isGreaterThan(first + 0.1);
    }

    @Test
    void givesTheSameCodeAloneAndInAnyBatch() {
        RefiningTextEncoder encoder = new RefiningTextEncoder(bundle, new Refinement(10, 1));
        List<String> texts = Stream.generate(this::text).limit(50).toList();
        List<Encoding> together = encoder.encode(texts);
        int moved = 0;
        for (int i = 0; i < texts.size(); i++) {
            assertThat(together.get(i).code())
                    .isEqualTo(encoder.encode(texts.get(i)).code());
            long[] unrefined = new RefiningTextEncoder(bundle, Refinement.of(0))
                    .encode(texts.get(i))
                    .code();
            moved += Arrays.equals(unrefined, together.get(i).code()) ? 0 : 1;
        }
        assertThat(moved).as("codes that refinement changed, seed %d", SEED).isPositive();
    }

    @Test
    void noStepsLeaveTheReferencesCodeAndATextWithoutKnownWordsHasNone() {
        RefiningTextEncoder encoder = new RefiningTextEncoder(bundle, Refinement.of(0));
        String text = text();
        Encoding reference = new ReferenceEncoder(EncoderWeights.of(bundle.tensors()))
                .encode(bundle.vectorizer().vectorize(text));
        assertThat(encoder.encode(text).code()).isEqualTo(reference.code());
        assertThat(encoder.encode(text).logits()).isEqualTo(reference.logits());
        assertThat(new RefiningTextEncoder(bundle, Refinement.of(3))
                        .encode("unheard of")
                        .code())
                .isNull();
    }

    @Test
    void itsCodesAreTakenForNoOtherModels() {
        assertThat(new RefiningTextEncoder(bundle, Refinement.of(3)).model())
                .isEqualTo(bundle.identity() + "+refine=3,1.0")
                .isNotEqualTo(new RefiningTextEncoder(bundle, Refinement.of(4)).model());
    }

    @Test
    void refusesWhatItCannotRefine() throws IOException {
        ModelBundle gaussian = write("gaussian");
        assertThatThrownBy(() -> new RefiningTextEncoder(gaussian, Refinement.of(1)))
                .hasMessageContaining("'refine' must be 0 for a model with a gaussian posterior");
        assertThatThrownBy(() -> Refinement.of(-1)).hasMessage("'refine' must be between 0 and 1000, got -1");
        assertThatThrownBy(() -> new Refinement(1, 0)).hasMessageContaining("'refine rate' must be above 0");
    }

    private String text() {
        return random.ints(12, 0, WORDS).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    }

    private ModelBundle write(String posterior) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("embedding.weight", gaussian(0.3, WORDS, 12));
        tensors.put("embedding.bias", gaussian(0.1, 12));
        tensors.put("hidden.weight", gaussian(0.3, 10, 12));
        tensors.put("hidden.bias", gaussian(0.1, 10));
        tensors.put("mean.weight", gaussian(0.5, BITS, 10));
        tensors.put("mean.bias", gaussian(0.1, BITS));
        tensors.put("decoder.weight", gaussian(1, WORDS, BITS));
        tensors.put("decoder.bias", gaussian(1, WORDS));
        return ModelBundle.write(
                directory.resolve(posterior),
                new ModelDescription(
                        ModelDescription.FORMAT,
                        "test",
                        BITS,
                        new Architecture(WORDS, 12, 10, Architecture.RELU),
                        AnalyzerSpec.english(),
                        Weighting.DEFAULT,
                        Map.of("bound", Map.of("posterior", posterior)),
                        Map.of(),
                        List.of()),
                new Vocabulary(
                        IntStream.range(0, WORDS).mapToObj(i -> "word" + i).toList(),
                        IntStream.range(0, WORDS).map(i -> 1 + WORDS - i).toArray(),
                        100),
                tensors,
                Precision.FLOAT);
    }

    private Tensor gaussian(double deviation, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }
}
