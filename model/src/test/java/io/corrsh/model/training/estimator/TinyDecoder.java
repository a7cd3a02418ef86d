package io.corrsh.model.training.estimator;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A decoder of 6 bits and a document, of which everything can be enumerated; logits of no particular size. */
final class TinyDecoder {

    static final int D = 6;
    static final int CODES = 1 << D;
    static final int[] WORDS = {1, 2, 5, 8};
    static final double[] LOGITS = {0.4, -0.8, 1.1, -0.2, 0.7, -1.5};

    private static final int V = 12;

    private final double[] weight;
    private final double[] bias;

    TinyDecoder(long seed) {
        Random random = new Random(seed);
        weight = random.doubles((long) V * D).map(u -> 2 * u - 1).toArray();
        bias = random.doubles(V).map(u -> u - 0.5).toArray();
    }

    /** -log p(document | code), in loops. */
    double loss(double[] code) {
        double[] scores = bias.clone();
        for (int w = 0; w < V; w++) {
            for (int d = 0; d < D; d++) {
                scores[w] += weight[w * D + d] * code[d];
            }
        }
        double normaliser = Math.log(Arrays.stream(scores).map(Math::exp).sum());
        return Arrays.stream(WORDS)
                .mapToDouble(word -> normaliser - scores[word])
                .sum();
    }

    static double[] bits(int code) {
        double[] bits = new double[D];
        Arrays.setAll(bits, d -> code >> d & 1);
        return bits;
    }

    /** The expected loss over all codes. */
    double expected(double[] logits) {
        double expected = 0;
        for (int code = 0; code < CODES; code++) {
            double probability = 1;
            for (int d = 0; d < D; d++) {
                double set = 1 / (1 + Math.exp(-logits[d]));
                probability *= (code >> d & 1) == 1 ? set : 1 - set;
            }
            expected += probability * loss(bits(code));
        }
        return expected;
    }

    /** Its gradient by the logits, by central differences: the error is below 1e-9. */
    double[] gradient() {
        double[] gradient = new double[D];
        double step = 1e-5;
        for (int d = 0; d < D; d++) {
            double[] logits = LOGITS.clone();
            logits[d] += step;
            double above = expected(logits);
            logits[d] -= 2 * step;
            gradient[d] = (above - expected(logits)) / (2 * step);
        }
        return gradient;
    }

    /** The logits' estimated gradients for that many draws of the random numbers, in double precision. */
    double[][] estimates(GradientEstimator estimator, int count, Random random) {
        Engine engine = TorchEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray logits = rows(manager, LOGITS, count);
            logits.setRequiresGradient(true);
            List<NDArray> uniforms = new ArrayList<>();
            for (int sample = 0; sample < estimator.samples(); sample++) {
                uniforms.add(manager.create(random.doubles((long) count * D).toArray(), new Shape(count, D)));
            }
            try (GradientCollector collector = engine.newGradientCollector()) {
                NDArray none = manager.zeros(new Shape(count, D), DataType.FLOAT64);
                collector.backward(estimator
                        .estimate(logits, uniforms, none, decoder(manager, count))
                        .loss());
            }
            double[] flat = logits.getGradient().toDoubleArray();
            double[][] estimates = new double[count][];
            Arrays.setAll(estimates, row -> Arrays.copyOfRange(flat, row * D, (row + 1) * D));
            return estimates;
        }
    }

    /** A decoder of that many copies of the document, whose gradients are each one's own. */
    SoftmaxDecoder decoder(NDManager manager, int count) {
        float[] ones = new float[WORDS.length];
        Arrays.fill(ones, 1);
        DocumentMatrix document = DocumentMatrix.builder(V)
                .add(new BagOfWords(WORDS, ones, WORDS.length, 0))
                .build();
        Targets targets = new Targets(V);
        for (int row = 0; row < count; row++) {
            targets.add(document, 0, 1);
            targets.endRow();
        }
        return new SoftmaxDecoder(
                manager.create(weight, new Shape(V, D)), manager.create(bias), targets, manager, count);
    }

    static NDArray rows(NDManager manager, double[] row, int count) {
        double[] rows = new double[count * row.length];
        Arrays.setAll(rows, i -> row[i % row.length]);
        return manager.create(rows, new Shape(count, row.length));
    }
}
