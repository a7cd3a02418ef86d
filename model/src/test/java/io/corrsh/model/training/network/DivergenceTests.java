package io.corrsh.model.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.network.Objective.PosteriorNoise;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The divergence's estimate against the divergence itself, by enumeration of all codes of a tiny posterior. */
class DivergenceTests {

    private static final int BITS = 3;
    private static final int SAMPLES = 100;
    private static final int DOCUMENTS = 2000;
    private static final double[] MEAN = {1.5, -0.7, 2.2};
    private static final double[] DEVIATION = {0.6, 1.1, 0.4};
    private static final double[] FACTOR = {0.9, -0.8, 0.95};

    @Test
    void theMeanEstimateIsTheEnumeratedDivergence() {
        TorchEngine.start(1);
        Random random = new Random(21);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            double[] rest = new double[2 * BITS];
            for (int d = 0; d < BITS; d++) {
                rest[d] = Math.log(Math.expm1(DEVIATION[d])); // softplus back
                rest[BITS + d] = 0.5 * Math.log((1 + FACTOR[d]) / (1 - FACTOR[d])); // tanh back
            }
            Objective objective = new Objective(manager, DataType.FLOAT64, BITS, 1, SAMPLES);
            PosteriorNoise noise = new PosteriorNoise(
                    normal(manager, random, DOCUMENTS, BITS),
                    normal(manager, random, DOCUMENTS, SAMPLES, BITS),
                    normal(manager, random, DOCUMENTS, 1, 1),
                    normal(manager, random, DOCUMENTS, SAMPLES, 1),
                    uniform(manager, random, DOCUMENTS, BITS),
                    uniform(manager, random, DOCUMENTS, 1, BITS),
                    manager.zeros(new Shape(DOCUMENTS, BITS), DataType.FLOAT64));
            NDArray divergence = objective
                    .posterior(repeated(manager, MEAN), repeated(manager, rest), noise)
                    .divergence();
            assertThat(divergence.mean().getDouble()).isCloseTo(enumerated(), within(0.03));
        }
    }

    /** KL(q || uniform), q(s) integrated over the factor and, given it, bit by bit. */
    private static double enumerated() {
        int codes = 1 << BITS;
        double[] q = new double[codes];
        double step = 0.05;
        for (double c = -7; c <= 7; c += step) {
            double weight = step * density(c);
            double[] set = new double[BITS];
            for (int d = 0; d < BITS; d++) {
                for (double e = -7; e <= 7; e += step) {
                    double logit = MEAN[d] + DEVIATION[d] * e + FACTOR[d] * c;
                    set[d] += step * density(e) / (1 + Math.exp(-logit));
                }
            }
            for (int code = 0; code < codes; code++) {
                double probability = weight;
                for (int d = 0; d < BITS; d++) {
                    probability *= (code >> d & 1) == 1 ? set[d] : 1 - set[d];
                }
                q[code] += probability;
            }
        }
        assertThat(Arrays.stream(q).sum()).isCloseTo(1, within(1e-6));
        return Arrays.stream(q).map(p -> p * (Math.log(p) + BITS * Math.log(2))).sum();
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static NDArray repeated(NDManager manager, double[] row) {
        double[] rows = new double[DOCUMENTS * row.length];
        Arrays.setAll(rows, i -> row[i % row.length]);
        return manager.create(rows, new Shape(DOCUMENTS, row.length));
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
