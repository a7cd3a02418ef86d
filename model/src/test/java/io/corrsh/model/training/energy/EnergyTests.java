package io.corrsh.model.training.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the enumeration of all 35 texts and 8 codes of a tiny model. */
class EnergyTests {

    private static final int SEED = 3;

    private final TinyEnergy tiny = new TinyEnergy(SEED);
    private final List<int[]> documents = TinyEnergy.documents();

    @Test
    void givenTheWordsTheBitsAreIndependentWithTheseMeans() {
        EnergyWeights weights = tiny.weights();
        for (int[] x : documents) {
            float[] means = weights.means(TinyEnergy.counts(x));
            double partition = 0;
            for (int h = 0; h < 1 << TinyEnergy.D; h++) {
                partition += Math.exp(-tiny.energy(x, h));
            }
            for (int h = 0; h < 1 << TinyEnergy.D; h++) {
                double product = 1;
                for (int bit = 0; bit < TinyEnergy.D; bit++) {
                    product *= (h >> bit & 1) == 1 ? means[bit] : 1 - means[bit];
                }
                assertThat(product).isCloseTo(Math.exp(-tiny.energy(x, h)) / partition, within(1e-6));
            }
        }
    }

    @Test
    void theDifferenceOfExpectationsIsTheGradientOfTheLikelihood() {
        int[][] data = {{3, 1, 0, 0}, {0, 1, 1, 2}};
        EnergyWeights weights = tiny.weights();
        EnergyGradient gradient = new EnergyGradient(TinyEnergy.D, TinyEnergy.V);
        double[] probabilities = tiny.probabilities();
        float[] model = new float[probabilities.length];
        for (int i = 0; i < model.length; i++) {
            model[i] = (float) -probabilities[i];
        }
        try (Workers workers = new Workers(2)) {
            add(gradient, weights, Arrays.asList(data), new float[] {.5f, .5f}, workers);
            add(gradient, weights, documents, model, workers);
        }
        for (int i = 0; i < tiny.parameters.length; i++) {
            double slope = (loss(data, i, 1e-5) - loss(data, i, -1e-5)) / 2e-5;
            assertThat(at(gradient, i)).as("parameter %d, seed %d", i, SEED).isCloseTo(slope, within(2e-6));
        }
    }

    private static void add(
            EnergyGradient gradient, EnergyWeights weights, List<int[]> x, float[] factors, Workers workers) {
        Counts[] counts = x.stream().map(TinyEnergy::counts).toArray(Counts[]::new);
        float[][] means = Arrays.stream(counts).map(weights::means).toArray(float[][]::new);
        gradient.add(counts, means, factors, workers);
    }

    private static double at(EnergyGradient gradient, int parameter) {
        int weights = TinyEnergy.D * TinyEnergy.V;
        if (parameter < weights) {
            return gradient.weights[parameter / TinyEnergy.V][parameter % TinyEnergy.V];
        }
        int rest = parameter - weights;
        return rest < TinyEnergy.V ? gradient.visible[rest] : gradient.hidden[rest - TinyEnergy.V];
    }

    /** The mean of -log p(x) with one parameter moved. */
    private double loss(int[][] data, int parameter, double by) {
        double[] moved = tiny.parameters.clone();
        moved[parameter] += by;
        double[] probabilities = new TinyEnergy(moved).probabilities();
        double loss = 0;
        for (int[] x : data) {
            for (int i = 0; i < probabilities.length; i++) {
                loss -= Arrays.equals(documents.get(i), x) ? Math.log(probabilities[i]) / data.length : 0;
            }
        }
        return loss;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void gibbsSamplingLeavesTheModelsDistributionAsItIs(int steps) {
        int samples = 100_000;
        Random random = new Random(SEED);
        GibbsSampler sampler = new GibbsSampler(tiny.weights());
        double[] counts = new double[documents.size()];
        Counts x = TinyEnergy.counts(4, 0, 0, 0);
        for (int i = 0; i < samples; i++) {
            x = sampler.sample(x, steps, random);
            counts[number(x)]++;
        }
        double[] probabilities = tiny.probabilities();
        double distance = 0;
        for (int i = 0; i < counts.length; i++) {
            distance += Math.abs(counts[i] / samples - probabilities[i]) / 2;
        }
        // Of as many independent samples it would be about .006.
        assertThat(distance).as("total variation, seed %d", SEED).isLessThan(0.015);
    }

    private int number(Counts x) {
        int[] dense = new int[TinyEnergy.V];
        for (int i = 0; i < x.words().length; i++) {
            dense[x.words()[i]] = (int) x.counts()[i];
        }
        for (int i = 0; i < documents.size(); i++) {
            if (Arrays.equals(documents.get(i), dense)) {
                return i;
            }
        }
        throw new AssertionError("A sample must have %d words, got %s".formatted(TinyEnergy.N, Arrays.toString(dense)));
    }

    @Test
    void theReconstructionIsThatOfTheWordsGivenTheMeans() {
        EnergyWeights weights = tiny.weights();
        Counts x = TinyEnergy.counts(1, 0, 2, 1);
        float[] means = weights.means(x);
        double[] scores = new double[TinyEnergy.V];
        for (int word = 0; word < scores.length; word++) {
            scores[word] = tiny.parameters[TinyEnergy.D * TinyEnergy.V + word];
            for (int bit = 0; bit < TinyEnergy.D; bit++) {
                scores[word] += means[bit] * tiny.parameters[bit * TinyEnergy.V + word];
            }
        }
        double normaliser = Math.log(Arrays.stream(scores).map(Math::exp).sum());
        double expected = 4 * normaliser - scores[0] - 2 * scores[2] - scores[3];
        assertThat(new GibbsSampler(weights).reconstruction(x, means)).isCloseTo(expected, within(1e-5));
    }
}
