package io.corrsh.model.training.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each estimator against the gradient of the expected loss over all 64 codes of a small decoder. */
class GradientEstimatorTests {

    private static final int SEED = 5;
    private static final int SAMPLES = 100_000;

    private final TinyDecoder decoder = new TinyDecoder(SEED);

    @BeforeEach
    void start() {
        TorchEngine.start(1);
    }

    /** The bias, and the deviation of one estimate, relative to the gradient's norm. */
    @ParameterizedTest
    @CsvSource({
        "straight-through, 0, .15, .25, .5, .8",
        "one-flip, 0, 0, .005, .3, .5",
        "concrete, 1, .2, .35, .4, .6",
        "concrete, .1, 0, .05, 2.5, 3.5",
        "reinforce, 2, 0, .02, 2.2, 3.2",
        "reinforce, 8, 0, .01, .8, 1.2",
        "arg-max, 8, .05, .9, 0, 5",
        "arg-max, .4, 0, .08, 4, 9"
    })
    void biasAndVarianceAreThoseMeasured(
            String name, double setting, double leastBias, double mostBias, double leastSd, double mostSd) {
        double[] exact = decoder.gradient();
        double[][] estimates = decoder.estimates(estimator(name, setting), SAMPLES, new Random(SEED));
        double norm = Math.sqrt(Arrays.stream(exact).map(g -> g * g).sum());
        double bias = 0;
        double variance = 0;
        for (int d = 0; d < exact.length; d++) {
            int at = d;
            double mean =
                    Arrays.stream(estimates).mapToDouble(e -> e[at]).average().orElseThrow();
            bias += Math.pow(mean - exact[d], 2);
            variance += Arrays.stream(estimates)
                            .mapToDouble(e -> Math.pow(e[at] - mean, 2))
                            .sum()
                    / SAMPLES;
        }
        String measured = String.format(
                Locale.ROOT,
                "%s %s, seed %d: bias %.4f, deviation %.3f",
                name,
                setting,
                SEED,
                Math.sqrt(bias) / norm,
                Math.sqrt(variance) / norm);
        assertThat(Math.sqrt(bias) / norm).as(measured).isBetween(leastBias, mostBias);
        assertThat(Math.sqrt(variance) / norm).as(measured).isBetween(leastSd, mostSd);
    }

    private static GradientEstimator estimator(String name, double setting) {
        return switch (name) {
            case "straight-through" -> new StraightThrough();
            case "one-flip" -> new OneFlip();
            case "concrete" -> new Concrete(setting);
            case "reinforce" -> new Reinforce((int) setting);
            case "arg-max" -> new ArgMax(setting);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void everyFlipIsTheLossOfTheFlippedCode() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            double[] noise = new Random(SEED)
                    .doubles((long) TinyDecoder.CODES * TinyDecoder.D)
                    .map(u -> 2 * u - 1)
                    .toArray();
            double[] all = new double[noise.length];
            Arrays.setAll(all, i -> TinyDecoder.bits(i / TinyDecoder.D)[i % TinyDecoder.D]);
            NDArray bits = manager.create(all, new Shape(TinyDecoder.CODES, TinyDecoder.D));
            NDArray code = bits.add(manager.create(noise, bits.getShape()));
            Decoder.Flips flips = decoder.decoder(manager, TinyDecoder.CODES).flips(code, bits);
            double[] difference = flips.difference().toDoubleArray();
            for (int row = 0; row < TinyDecoder.CODES; row++) {
                double[] at = Arrays.copyOfRange(code.toDoubleArray(), row * TinyDecoder.D, (row + 1) * TinyDecoder.D);
                assertThat(flips.reconstruction().losses()[row]).isCloseTo(decoder.loss(at), within(1e-9));
                for (int d = 0; d < TinyDecoder.D; d++) {
                    double value = at[d];
                    double bit = all[row * TinyDecoder.D + d];
                    at[d] = value - bit + 1;
                    double set = decoder.loss(at);
                    at[d] = value - bit;
                    assertThat(difference[row * TinyDecoder.D + d]).isCloseTo(set - decoder.loss(at), within(1e-9));
                    at[d] = value;
                }
            }
        }
    }

    @Test
    void concreteIsTheDerivativeOfItsRelaxedLoss() {
        double temperature = 0.7;
        double[] uniform = new Random(SEED).doubles(TinyDecoder.D).toArray();
        double[] gradient = decoder.estimates(new Concrete(temperature), 1, new Random(SEED))[0];
        for (int d = 0; d < TinyDecoder.D; d++) {
            double[] logits = TinyDecoder.LOGITS.clone();
            logits[d] += 1e-5;
            double above = decoder.loss(relaxed(logits, uniform, temperature));
            logits[d] -= 2e-5;
            double below = decoder.loss(relaxed(logits, uniform, temperature));
            assertThat(gradient[d]).isCloseTo((above - below) / 2e-5, within(1e-7));
        }
    }

    private static double[] relaxed(double[] logits, double[] uniform, double temperature) {
        double[] code = new double[logits.length];
        Arrays.setAll(code, d -> {
            double perturbed = logits[d] + Math.log(1 - uniform[d]) - Math.log(uniform[d]);
            return 1 / (1 + Math.exp(-perturbed / temperature));
        });
        return code;
    }

    /** Of the arg max over all codes of the sum of logits plus Gumbel noise, which decomposes into logistic noise a bit. */
    @Test
    void gumbelMaxSamplesFollowTheGibbsDistribution() {
        Random random = new Random(SEED);
        double[] counts = new double[TinyDecoder.CODES];
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray uniform = manager.create(
                    random.doubles((long) SAMPLES * TinyDecoder.D).toArray(), new Shape(SAMPLES, TinyDecoder.D));
            boolean[] bits = TinyDecoder.rows(manager, TinyDecoder.LOGITS, SAMPLES)
                    .add(TensorMath.logistic(uniform))
                    .gt(0)
                    .toBooleanArray();
            for (int row = 0; row < SAMPLES; row++) {
                int code = 0;
                for (int d = 0; d < TinyDecoder.D; d++) {
                    code |= bits[row * TinyDecoder.D + d] ? 1 << d : 0;
                }
                counts[code]++;
            }
        }
        double[] weights = new double[TinyDecoder.CODES];
        Arrays.setAll(weights, code -> {
            double energy = 0;
            for (int d = 0; d < TinyDecoder.D; d++) {
                energy += (code >> d & 1) * TinyDecoder.LOGITS[d];
            }
            return Math.exp(energy);
        });
        double partition = Arrays.stream(weights).sum();
        double chiSquare = 0;
        for (int code = 0; code < TinyDecoder.CODES; code++) {
            double expected = SAMPLES * weights[code] / partition;
            chiSquare += (counts[code] - expected) * (counts[code] - expected) / expected;
        }
        // 63 degrees of freedom: mean 63, and below 103.4 with probability .999.
        assertThat(chiSquare).as("chi-square, seed %d", SEED).isLessThan(103.4);
    }

    @Test
    void aBaselineNeedsASecondSample() {
        assertThatThrownBy(() -> new Reinforce(1)).hasMessageContaining("'samples' must be at least 2");
    }
}
