package io.corrsh.model.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.estimator.StraightThrough;
import io.corrsh.model.training.objective.Objective.Draw;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import io.corrsh.model.training.options.bound.FactorScale;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CorrSH's estimate of its bound L_m against the bound itself, by enumeration of all codes of a tiny posterior. */
class FinalObjectiveTests {

    private static final int D = 3;
    private static final int K = 2;
    private static final int CODES = 1 << D;
    private static final double[] MEAN = {1.5, -0.7, 0.4};
    private static final double[] DEVIATION = {0.6, 1.1, 0.4};
    private static final double[] FACTORS = {0.9, -0.8, 0.95, 0.7, 0.6, -0.9};
    private static final int[] WORDS = {0, 3};
    private static final double[][] WEIGHT = {{1, -1, 0.5}, {0.2, 0.3, -1}, {-2, 0, 1}, {1.5, 1, 1}, {0, -1, 0}};
    private static final double[] BIAS = {0.1, 0, -0.2, 0.3, 0};

    /** The grid of the integrals over r: the trapezoid rule is exact to 1e-5 on a Gaussian's scale. */
    private static final double STEP = 0.9;

    private static final int REACH = 5;
    private static final int GRID = 2 * REACH + 1;

    private final double[] mass = new double[GRID * GRID * GRID];
    private final double[][] codesGivenR = new double[mass.length][CODES];

    @BeforeEach
    void start() {
        TorchEngine.start(1);
    }

    @ParameterizedTest
    @EnumSource
    void theEstimateIsUnbiased(FactorScale scale) {
        integrate(scale);
        double exact = reconstruction(marginal()) - twoSampleDivergence();
        double[] estimates = estimates(scale, 2, 40, 1000);
        double error = Math.sqrt(variance(estimates) / estimates.length);
        assertThat(error).isLessThan(0.01);
        assertThat(mean(estimates)).isCloseTo(exact, within(4 * error));
    }

    @Test
    void manySamplesGiveTheEvidenceLowerBound() {
        integrate(FactorScale.INVERSE_SQRT);
        double[] marginal = marginal();
        double bound = reconstruction(marginal) - divergence(marginal);
        assertThat(reconstruction(marginal) - twoSampleDivergence()).isLessThan(bound - 0.02);
        double[] estimates = estimates(FactorScale.INVERSE_SQRT, 100, 10, 1000);
        assertThat(mean(estimates)).isCloseTo(bound, within(0.02));
    }

    /** One estimate of the bound a batch. */
    private static double[] estimates(FactorScale scale, int samples, int batches, int documents) {
        double[] estimates = new double[batches];
        Random random = new Random(21);
        Targets targets = targets(documents);
        for (int batch = 0; batch < batches; batch++) {
            try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                Objective objective = new Objective(manager, DataType.FLOAT64, D, K, scale.of(K), samples);
                PosteriorNoise noise = new PosteriorNoise(
                        normal(manager, random, documents, D),
                        normal(manager, random, documents, samples, D),
                        normal(manager, random, documents, 1, K),
                        normal(manager, random, documents, samples, K),
                        List.of(uniform(manager, random, documents, D)),
                        uniform(manager, random, documents, 1, D),
                        manager.zeros(new Shape(documents, D), DataType.FLOAT64));
                Draw draw = objective.lowRank(
                        repeated(manager, MEAN, documents), repeated(manager, rest(), documents), noise, true);
                double[] weight =
                        Arrays.stream(WEIGHT).flatMapToDouble(Arrays::stream).toArray();
                SoftmaxDecoder decoder = new SoftmaxDecoder(
                        manager.create(weight, new Shape(WEIGHT.length, D)), manager.create(BIAS), targets, manager, 1);
                double loss = new StraightThrough()
                        .estimate(draw.logits(), noise.u1(), noise.decoder(), decoder)
                        .reconstruction()
                        .loss();
                estimates[batch] = -loss - draw.divergence().mean().getDouble();
            }
        }
        return estimates;
    }

    /** What softplus and tanh turn into the deviation and the factors. */
    private static double[] rest() {
        double[] rest = new double[(1 + K) * D];
        for (int d = 0; d < D; d++) {
            rest[d] = Math.log(Math.expm1(DEVIATION[d]));
        }
        for (int i = 0; i < K * D; i++) {
            rest[D + i] = 0.5 * Math.log((1 + FACTORS[i]) / (1 - FACTORS[i]));
        }
        return rest;
    }

    private static Targets targets(int documents) {
        DocumentMatrix document = DocumentMatrix.builder(WEIGHT.length)
                .add(new BagOfWords(WORDS, new float[] {1, 1}, 2, 0))
                .build();
        Targets targets = new Targets(WEIGHT.length);
        for (int i = 0; i < documents; i++) {
            targets.add(document, 0, 1);
            targets.endRow();
        }
        return targets;
    }

    /** Lays a grid over r ~ N(mean, diag(deviation^2) + UU') by the covariance's Cholesky factor. */
    private void integrate(FactorScale scale) {
        double[][] root = new double[D][D];
        for (int i = 0; i < D; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? DEVIATION[i] * DEVIATION[i] : 0;
                for (int k = 0; k < K; k++) {
                    sum += FACTORS[k * D + i] * FACTORS[k * D + j] * scale.of(K) * scale.of(K);
                }
                for (int l = 0; l < j; l++) {
                    sum -= root[i][l] * root[j][l];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        for (int point = 0; point < mass.length; point++) {
            double[] z = new double[D];
            mass[point] = 1;
            for (int d = 0, rest = point; d < D; d++, rest /= GRID) {
                z[d] = STEP * (rest % GRID - REACH);
                mass[point] *= STEP * Math.exp(-z[d] * z[d] / 2) / Math.sqrt(2 * Math.PI);
            }
            Arrays.fill(codesGivenR[point], 1);
            for (int d = 0; d < D; d++) {
                double r = MEAN[d];
                for (int l = 0; l <= d; l++) {
                    r += root[d][l] * z[l];
                }
                double set = 1 / (1 + Math.exp(-r));
                for (int code = 0; code < CODES; code++) {
                    codesGivenR[point][code] *= (code >> d & 1) == 1 ? set : 1 - set;
                }
            }
        }
    }

    /** q(s|x). */
    private double[] marginal() {
        double[] marginal = new double[CODES];
        for (int point = 0; point < mass.length; point++) {
            for (int code = 0; code < CODES; code++) {
                marginal[code] += mass[point] * codesGivenR[point][code];
            }
        }
        assertThat(Arrays.stream(marginal).sum()).isCloseTo(1, within(1e-4));
        return marginal;
    }

    /** E[log p(x|s)] under the codes' distribution. */
    private static double reconstruction(double[] distribution) {
        double expectation = 0;
        for (int code = 0; code < CODES; code++) {
            double[] scores = BIAS.clone();
            for (int w = 0; w < scores.length; w++) {
                for (int d = 0; d < D; d++) {
                    scores[w] += WEIGHT[w][d] * (code >> d & 1);
                }
            }
            for (int word : WORDS) {
                expectation += distribution[code] * (scores[word] - ReferenceLoss.logSumExp(scores));
            }
        }
        return expectation;
    }

    /** E over r1, r2 of KL(h_2 || uniform), h_2 the mean of q(s|r1) and q(s|r2). */
    private double twoSampleDivergence() {
        double expectation = 0;
        double[] mixture = new double[CODES];
        for (int first = 0; first < mass.length; first++) {
            for (int second = 0; second <= first; second++) {
                double both = (second < first ? 2 : 1) * mass[first] * mass[second];
                if (both > 1e-12) {
                    for (int code = 0; code < CODES; code++) {
                        mixture[code] = (codesGivenR[first][code] + codesGivenR[second][code]) / 2;
                    }
                    expectation += both * divergence(mixture);
                }
            }
        }
        return expectation;
    }

    /** KL to the uniform prior. */
    private static double divergence(double[] distribution) {
        double divergence = D * Math.log(2);
        for (double q : distribution) {
            divergence += q * Math.log(q);
        }
        return divergence;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static NDArray repeated(NDManager manager, double[] row, int documents) {
        double[] rows = new double[documents * row.length];
        Arrays.setAll(rows, i -> row[i % row.length]);
        return manager.create(rows, new Shape(documents, row.length));
    }

    private static NDArray normal(NDManager manager, Random random, long... dimensions) {
        double[] values = new double[Math.toIntExact(new Shape(dimensions).size())];
        Arrays.setAll(values, i -> random.nextGaussian());
        return manager.create(values, new Shape(dimensions));
    }

    private static NDArray uniform(NDManager manager, Random random, long... dimensions) {
        double[] values = new double[Math.toIntExact(new Shape(dimensions).size())];
        Arrays.setAll(values, i -> random.nextDouble());
        return manager.create(values, new Shape(dimensions));
    }
}
