package io.corrsh.model.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.objective.Objective.Draw;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Divergences in closed form against sums over all codes or integrals, their gradients against finite differences. */
class ClosedFormTests {

    private static final int D = 4;
    private static final int C = 3;

    private final Random random = new Random(8);
    private final double[] logits = normal(D);
    private final double[] components = normal(C * D);
    private final double[] weights = normal(C);
    private Engine engine;

    @BeforeEach
    void start() {
        engine = TorchEngine.start(1);
    }

    private double[] normal(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }

    @Test
    void uniformIsTheSumOverAllCodes() {
        check(
                List.of(logits),
                List.of(new Shape(1, D)),
                p -> Divergences.uniform(p.getFirst()),
                p -> overCodes(p.getFirst(), code -> -D * Math.log(2)));
    }

    /** The sum over the components at their best posterior, which every other posterior exceeds. */
    @Test
    void mixtureIsTheLeastBoundOverComponentsPosteriors() {
        check(
                List.of(logits, components, weights),
                List.of(new Shape(1, D), new Shape(C, D), new Shape(C)),
                p -> Divergences.mixture(p.get(0), p.get(1), p.get(2)),
                ClosedFormTests::mixture);
        double least = mixture(List.of(logits, components, weights));
        double prior = overCodes(logits, code -> {
            double[] log = new double[C];
            Arrays.setAll(log, c -> logWeight(weights, c) + logProbability(component(components, c), code));
            return ReferenceLoss.logSumExp(log);
        });
        assertThat(least).as("the divergence from the mixture itself is below").isGreaterThan(prior);
        for (double share = 0; share <= 1; share += 0.1) {
            double[] q = {share, (1 - share) / 2, (1 - share) / 2};
            double bound = 0;
            for (int c = 0; c < C; c++) {
                int at = c;
                double divergence = overCodes(logits, code -> logProbability(component(components, at), code));
                bound += q[c] * divergence + (q[c] == 0 ? 0 : q[c] * (Math.log(q[c]) - logWeight(weights, c)));
            }
            assertThat(bound).isGreaterThanOrEqualTo(least - 1e-12);
        }
    }

    private static double mixture(List<double[]> p) {
        double[] log = new double[C];
        for (int c = 0; c < C; c++) {
            double[] component = component(p.get(1), c);
            log[c] = logWeight(p.get(2), c) - overCodes(p.get(0), code -> logProbability(component, code));
        }
        return -ReferenceLoss.logSumExp(log);
    }

    private static double[] component(double[] components, int c) {
        return Arrays.copyOfRange(components, c * D, (c + 1) * D);
    }

    private static double logWeight(double[] weights, int c) {
        return weights[c] - ReferenceLoss.logSumExp(weights);
    }

    /** E[log q - log p] over all codes. */
    private static double overCodes(double[] logits, ToDoubleFunction<double[]> logPrior) {
        double sum = 0;
        for (int number = 0; number < 1 << D; number++) {
            double[] code = new double[D];
            for (int d = 0; d < D; d++) {
                code[d] = number >> d & 1;
            }
            double log = logProbability(logits, code);
            sum += Math.exp(log) * (log - logPrior.applyAsDouble(code));
        }
        return sum;
    }

    private static double logProbability(double[] logits, double[] code) {
        double log = 0;
        for (int d = 0; d < D; d++) {
            log += code[d] * logits[d] - Math.log1p(Math.exp(logits[d]));
        }
        return log;
    }

    @Test
    void gaussianIsTheIntegral() {
        double[] noise = normal(D);
        double[] rest = normal(D);
        Function<List<NDArray>, Draw> draw = p -> {
            NDManager manager = p.getFirst().getManager();
            NDArray e1 = manager.create(noise, new Shape(1, D));
            PosteriorNoise drawn = new PosteriorNoise(e1, e1, e1, e1, List.of(), e1, e1);
            return new Objective(manager, DataType.FLOAT64, D, 0, 1, 1).gaussian(p.get(0), p.get(1), drawn);
        };
        List<Shape> shapes = List.of(new Shape(1, D), new Shape(1, D));
        check(List.of(logits, rest), shapes, p -> draw.apply(p).divergence(), p -> {
            double divergence = 0;
            for (int d = 0; d < D; d++) {
                double deviation = Math.log1p(Math.exp(p.get(1)[d]));
                for (double e = -9; e <= 9; e += 0.01) {
                    double z = p.get(0)[d] + deviation * e;
                    double density = Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI);
                    divergence += 0.01 * density * (z * z / 2 - e * e / 2 - Math.log(deviation));
                }
            }
            return divergence;
        });
        check(List.of(logits, rest), shapes, p -> draw.apply(p).logits(), p -> {
            double sum = 0;
            for (int d = 0; d < D; d++) {
                sum += p.get(0)[d] + Math.log1p(Math.exp(p.get(1)[d])) * noise[d];
            }
            return sum;
        });
    }

    private void check(
            List<double[]> values,
            List<Shape> shapes,
            Function<List<NDArray>, NDArray> graph,
            ToDoubleFunction<List<double[]>> reference) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            List<NDArray> leaves = new java.util.ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                NDArray leaf = manager.create(values.get(i), shapes.get(i));
                leaf.setRequiresGradient(true);
                leaves.add(leaf);
            }
            double value;
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray sum = graph.apply(leaves).sum();
                value = sum.getDouble();
                collector.backward(sum);
            }
            assertThat(value).isCloseTo(reference.applyAsDouble(values), within(1e-7));
            for (int i = 0; i < values.size(); i++) {
                double[] gradient = leaves.get(i).getGradient().toDoubleArray();
                double[] at = values.get(i);
                for (int j = 0; j < at.length; j++) {
                    double before = at[j];
                    at[j] = before + 1e-5;
                    double above = reference.applyAsDouble(values);
                    at[j] = before - 1e-5;
                    double below = reference.applyAsDouble(values);
                    at[j] = before;
                    assertThat(gradient[j]).isCloseTo((above - below) / 2e-5, within(1e-7));
                }
            }
        }
    }
}
