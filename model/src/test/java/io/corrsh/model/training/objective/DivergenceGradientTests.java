package io.corrsh.model.training.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The divergence's gradient through its bits, for given r, against finite differences of its mean over all codes. */
class DivergenceGradientTests {

    private static final int SEED = 3;
    private static final int D = 4;
    private static final int M = 3;
    private static final int DOCUMENTS = 50_000;
    private static final double[] MEAN = {1.2, -0.7, 0.3, -1.5};
    private static final double DEVIATION = 0.9;

    private final double[] noise =
            new Random(SEED).doubles(M * D).map(u -> 4 * u - 2).toArray();

    @Test
    void flipsGiveTheExactGradientAndStraightThroughDoesNot() {
        double[] exact = new double[D];
        for (int d = 0; d < D; d++) {
            double[] mean = MEAN.clone();
            mean[d] += 1e-5;
            double above = expected(mean);
            mean[d] -= 2e-5;
            exact[d] = (above - expected(mean)) / 2e-5;
        }
        assertThat(distance(exact, estimated(false))).as("seed %d", SEED).isLessThan(0.01);
        assertThat(distance(exact, estimated(true))).as("seed %d", SEED).isGreaterThan(0.02);
    }

    /** The mean over the codes of the mixture's first component. */
    private double expected(double[] mean) {
        double expected = 0;
        for (int code = 0; code < 1 << D; code++) {
            double[] log = new double[M];
            for (int m = 0; m < M; m++) {
                for (int d = 0; d < D; d++) {
                    double r = mean[d] + DEVIATION * noise[m * D + d];
                    log[m] += (code >> d & 1) * r - Math.log1p(Math.exp(r));
                }
            }
            expected += Math.exp(log[0]) * (ReferenceLoss.logSumExp(log) - Math.log(M) + D * Math.log(2));
        }
        return expected;
    }

    private double[] estimated(boolean straightThrough) {
        Engine engine = TorchEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray mean = manager.create(MEAN).reshape(1, D);
            mean.setRequiresGradient(true);
            NDArray zeros = manager.zeros(new Shape(DOCUMENTS, D), DataType.FLOAT64);
            NDArray rest = zeros.add(Math.log(Math.expm1(DEVIATION)));
            NDArray uniform = manager.create(
                    new Random(SEED).doubles((long) DOCUMENTS * D).toArray(), new Shape(DOCUMENTS, 1, D));
            PosteriorNoise drawn = new PosteriorNoise(
                    zeros, manager.create(noise, new Shape(1, M, D)), zeros, zeros, List.of(), uniform, zeros);
            Objective objective = new Objective(manager, DataType.FLOAT64, D, 0, 1, M);
            try (GradientCollector collector = engine.newGradientCollector()) {
                collector.backward(objective
                        .lowRank(mean.add(zeros), rest, drawn, straightThrough)
                        .divergence()
                        .mean());
            }
            return mean.getGradient().toDoubleArray();
        }
    }

    /** Relative to the norm of the exact gradient. */
    private static double distance(double[] exact, double[] estimate) {
        double square = 0;
        for (int d = 0; d < D; d++) {
            square += Math.pow(exact[d] - estimate[d], 2);
        }
        return Math.sqrt(square / Arrays.stream(exact).map(g -> g * g).sum());
    }
}
