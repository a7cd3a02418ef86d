package io.corrsh.model.training.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sampled loss against its definition, word by word in loops, and finite differences of that. */
class SampledDecoderTests {

    private static final int SEED = 17;
    private static final int V = 20;
    private static final int D = 4;
    private static final int NEGATIVES = 3;
    private static final double SCALE = 0.7;
    private static final int[][] DOCUMENTS = {{1, 5, 7}, {5, 9, 12, 19}, {2}};
    private static final int[] DRAWN = {3, 5, 3, 18, 11};

    private final Random random = new Random(SEED);
    private final double[] code = normal(DOCUMENTS.length * D);
    private final double[] weight = normal(V * D);
    private final double[] bias = normal(V);

    private double[] normal(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    private double[] losses() {
        double[] losses = new double[DOCUMENTS.length];
        for (int row = 0; row < DOCUMENTS.length; row++) {
            for (int word : DOCUMENTS[row]) {
                losses[row] += Math.log1p(Math.exp(-score(row, word)));
                for (int noise : DRAWN) {
                    losses[row] += Math.log1p(Math.exp(score(row, noise))) * NEGATIVES / DRAWN.length;
                }
            }
        }
        return losses;
    }

    private double score(int row, int word) {
        double score = bias[word];
        for (int d = 0; d < D; d++) {
            score += code[row * D + d] * weight[word * D + d];
        }
        return score;
    }

    private double derivative(double[] parameter, int index) {
        double value = parameter[index];
        parameter[index] = value + 1e-5;
        double above = Arrays.stream(losses()).average().orElseThrow();
        parameter[index] = value - 1e-5;
        double below = Arrays.stream(losses()).average().orElseThrow();
        parameter[index] = value;
        return SCALE * (above - below) / 2e-5;
    }

    @Test
    void lossAndGradientsAreThoseOfTheDefinition() {
        TorchEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Reconstruction reconstruction =
                    decoder(manager).reconstruct(manager.create(code, new Shape(DOCUMENTS.length, D)));
            double[] expected = losses();
            assertThat(reconstruction.losses()).containsExactly(expected, within(1e-6));
            assertThat(reconstruction.loss())
                    .isCloseTo(Arrays.stream(expected).average().orElseThrow(), within(1e-6));
            double[] byCode = reconstruction.code().toDoubleArray();
            for (int i = 0; i < code.length; i++) {
                assertThat(byCode[i]).isCloseTo(derivative(code, i), within(1e-6));
            }
            int[] words = reconstruction.words();
            assertThat(words).containsExactlyInAnyOrder(1, 2, 3, 5, 7, 9, 11, 12, 18, 19);
            double[] byWeight = reconstruction.weight().toDoubleArray();
            double[] byBias = reconstruction.bias().toDoubleArray();
            for (int slot = 0; slot < words.length; slot++) {
                for (int d = 0; d < D; d++) {
                    assertThat(byWeight[slot * D + d]).isCloseTo(derivative(weight, words[slot] * D + d), within(1e-6));
                }
                assertThat(byBias[slot]).isCloseTo(derivative(bias, words[slot]), within(1e-6));
            }
        }
    }

    @Test
    void flipsAreRefused() {
        TorchEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray bits = manager.create(code, new Shape(DOCUMENTS.length, D));
            assertThatThrownBy(() -> decoder(manager).flips(bits, bits))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private SampledDecoder decoder(NDManager manager) {
        Targets targets = new Targets(V);
        DocumentMatrix documents = documents();
        for (int document = 0; document < documents.size(); document++) {
            targets.add(documents, document, 1);
            targets.endRow();
        }
        SampledWords sampled = new SampledWords(V);
        sampled.collect(new int[] {0, 1, 0}, targets); // the step before leaves nothing behind
        sampled.collect(DRAWN, targets);
        int[] words = sampled.words();
        double[] weights = new double[words.length * D];
        Arrays.setAll(weights, i -> weight[words[i / D] * D + i % D]);
        double[] biases = Arrays.stream(words).mapToDouble(word -> bias[word]).toArray();
        return new SampledDecoder(
                manager.create(weights, new Shape(words.length, D)),
                manager.create(biases),
                sampled,
                NEGATIVES,
                DRAWN.length,
                targets,
                manager,
                SCALE);
    }

    private static DocumentMatrix documents() {
        DocumentMatrix.Builder documents = DocumentMatrix.builder(V);
        for (int[] words : DOCUMENTS) {
            float[] ones = new float[words.length];
            Arrays.fill(ones, 1);
            documents.add(new BagOfWords(words, ones, words.length, 0));
        }
        return documents.build();
    }

    @Test
    void noiseWordsAreDrawnByTheirFrequencyToThreeQuarters() {
        NoiseDistribution distribution = new NoiseDistribution(documents());
        double total = 19 + Math.pow(2, 0.75); // word 5 is in two documents
        assertThat(distribution.logProbability(5))
                .isCloseTo((float) Math.log(Math.pow(2, 0.75) / total), within(1e-6f));
        assertThat(distribution.logUnigram(5)).isCloseTo((float) Math.log(2 / 21.0), within(1e-6f));
        int draws = 200_000;
        int[] counts = new int[V];
        for (int word : distribution.draw(draws, random)) {
            counts[word]++;
        }
        for (int word = 0; word < V; word++) {
            double expected = draws * Math.exp(distribution.logProbability(word));
            assertThat(counts[word]).as("word %d", word).isCloseTo((int) expected, within((int)
                    (6 * Math.sqrt(expected))));
        }
    }
}
