package io.corrsh.model.training.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.corrsh.model.torch.TorchEngine;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefinedTests {

    private static final int SEED = 5;
    private static final double STEP = 1e-5;

    private final TinyDecoder decoder = new TinyDecoder(SEED);

    @BeforeEach
    void start() {
        TorchEngine.start(1);
    }

    @Test
    void everyStepGoesUpTheBoundsSlope() {
        double rate = 0.3;
        double[] expected = TinyDecoder.LOGITS.clone();
        for (int step = 0; step < 4; step++) {
            double[] at = expected.clone();
            Arrays.setAll(expected, d -> at[d] + rate * slope(at, d));
        }
        assertThat(bound(expected)).isGreaterThan(bound(TinyDecoder.LOGITS) + 0.1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            double[] refined = new Refined(4, rate)
                    .refine(TinyDecoder.rows(manager, TinyDecoder.LOGITS, 1), decoder.decoder(manager, 1))
                    .toDoubleArray();
            assertThat(refined).containsExactly(expected, within(1e-7));
        }
    }

    @Test
    void theEncoderLearnsByTheCrossEntropyToTheRefinedMeans() {
        Refined estimator = new Refined(3, 0.3);
        double[] target;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            target = estimator
                    .refine(TinyDecoder.rows(manager, TinyDecoder.LOGITS, 1), decoder.decoder(manager, 1))
                    .toDoubleArray();
        }
        double[] gradient = decoder.estimates(estimator, 1, new Random(SEED))[0];
        for (int d = 0; d < TinyDecoder.D; d++) {
            double logit = TinyDecoder.LOGITS[d];
            double expected =
                    (crossEntropy(target[d], logit + STEP) - crossEntropy(target[d], logit - STEP)) / (2 * STEP);
            assertThat(gradient[d]).isCloseTo(expected, within(1e-7));
        }
    }

    private static double crossEntropy(double target, double logit) {
        double mean = sigmoid(target);
        return -mean * Math.log(sigmoid(logit)) - (1 - mean) * Math.log(1 - sigmoid(logit));
    }

    private double slope(double[] logits, int d) {
        double[] moved = logits.clone();
        moved[d] += STEP;
        double above = bound(moved);
        moved[d] -= 2 * STEP;
        return (above - bound(moved)) / (2 * STEP);
    }

    private double bound(double[] logits) {
        double[] means = Arrays.stream(logits).map(RefinedTests::sigmoid).toArray();
        double entropy = Arrays.stream(means)
                .map(mean -> -mean * Math.log(mean) - (1 - mean) * Math.log(1 - mean))
                .sum();
        return entropy - decoder.loss(means);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
