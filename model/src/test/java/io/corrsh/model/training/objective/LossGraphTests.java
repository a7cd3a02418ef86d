package io.corrsh.model.training.objective;

import static io.corrsh.model.training.objective.ReferenceLoss.BOUND;
import static io.corrsh.model.training.objective.ReferenceLoss.D;
import static io.corrsh.model.training.objective.ReferenceLoss.E;
import static io.corrsh.model.training.objective.ReferenceLoss.H;
import static io.corrsh.model.training.objective.ReferenceLoss.K;
import static io.corrsh.model.training.objective.ReferenceLoss.M;
import static io.corrsh.model.training.objective.ReferenceLoss.PAIRS;
import static io.corrsh.model.training.objective.ReferenceLoss.ROWS;
import static io.corrsh.model.training.objective.ReferenceLoss.SETTINGS;
import static io.corrsh.model.training.objective.ReferenceLoss.V;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import io.corrsh.model.training.options.bound.Posterior;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossGraphTests {

    private static final NetworkShape SHAPE =
            new NetworkShape(V, E, H, D, K, 1.0 / K, M, Posterior.LOW_RANK, 0, 0, 0.1f);
    private static final Map<String, Shape> SHAPES = new LinkedHashMap<>(Map.of(
            "rows", new Shape(ROWS, E),
            "hidden.weight", new Shape(H, E),
            "hidden.bias", new Shape(H),
            "mean.weight", new Shape(D, H),
            "mean.bias", new Shape(D),
            "posterior.weight", new Shape((1 + K) * D, H),
            "posterior.bias", new Shape((1 + K) * D),
            "decoder.weight", new Shape(V, D),
            "decoder.bias", new Shape(V)));

    private Engine engine;

    @BeforeEach
    void start() {
        engine = TorchEngine.start(1);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        ReferenceLoss reference = new ReferenceLoss(11);
        reference.loss(); // freezes the straight-through constants
        Map<String, double[]> gradients = gradients(reference, () -> {});
        double worst = 0;
        int compared = 0;
        double step = 1e-5;
        for (Map.Entry<String, double[]> parameter : reference.p.entrySet()) {
            double[] values = parameter.getValue();
            double largest = java.util.Arrays.stream(gradients.get(parameter.getKey()))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            for (int i = 0; i < values.length; i++) {
                double value = values[i];
                values[i] = value + step;
                double above = reference.loss();
                values[i] = value - step;
                double below = reference.loss();
                values[i] = value;
                double difference = (above - below) / (2 * step);
                double gradient = gradients.get(parameter.getKey())[i];
                double scale = Math.max(Math.max(Math.abs(difference), Math.abs(gradient)), 1e-3 * largest);
                worst = Math.max(worst, Math.abs(difference - gradient) / scale);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
        assertThat(worst).as("worst relative error of %d derivatives", compared).isLessThan(1e-5);
    }

    @Test
    void theLossIsTheReferences() {
        ReferenceLoss reference = new ReferenceLoss(12);
        double[] total = new double[1];
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            total[0] = build(manager, reference, tensors(manager, reference))
                    .stepLoss(SETTINGS)
                    .total();
        }
        assertThat(total[0]).isCloseTo(reference.loss(), within(1e-6));
    }

    /** Catches numbers that DJL frees before the backward pass has read them. */
    @Test
    void garbageCollectionBetweenForwardAndBackwardChangesNothing() {
        Map<String, double[]> quiet = gradients(new ReferenceLoss(13), () -> {});
        for (int round = 0; round < 5; round++) {
            Map<String, double[]> churned = gradients(new ReferenceLoss(13), () -> {
                System.gc();
                pause();
                for (int i = 0; i < 2000; i++) {
                    ByteBuffer.allocateDirect(8)
                            .order(ByteOrder.nativeOrder())
                            .putFloat(0, 77f)
                            .putFloat(4, 77f);
                }
            });
            quiet.forEach(
                    (name, values) -> assertThat(churned.get(name)).as(name).containsExactly(values));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, double[]> gradients(ReferenceLoss reference, Runnable between) {
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            Map<String, NDArray> tensors = tensors(manager, reference);
            tensors.forEach((name, tensor) -> tensor.setRequiresGradient(!name.startsWith("decoder")));
            LossGraph graph;
            try (GradientCollector collector = engine.newGradientCollector()) {
                graph = build(manager, reference, tensors);
                between.run();
                collector.backward(graph.loss());
            }
            Map<String, double[]> gradients = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> {
                if (!name.startsWith("decoder")) {
                    gradients.put(name, tensor.getGradient().toDoubleArray());
                }
            });
            gradients.put("decoder.weight", graph.reconstruction().weight().toDoubleArray());
            gradients.put("decoder.bias", graph.reconstruction().bias().toDoubleArray());
            return gradients;
        }
    }

    private static Map<String, NDArray> tensors(NDManager manager, ReferenceLoss reference) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        SHAPES.forEach((name, shape) -> tensors.put(name, manager.create(reference.p.get(name), shape)));
        return tensors;
    }

    private static LossGraph build(NDManager manager, ReferenceLoss reference, Map<String, NDArray> tensors) {
        Targets targets = new Targets(V);
        for (int document = 0; document < BOUND; document++) {
            for (int i = 0; i < reference.words[document].length; i++) {
                DocumentMatrix word = DocumentMatrix.builder(V)
                        .add(new BagOfWords(new int[] {reference.words[document][i]}, new float[] {1}, 1, 0))
                        .build();
                targets.add(word, 0, reference.weights[document][i]);
            }
            targets.endRow();
        }
        Map<String, double[]> n = reference.noise;
        StepNoise noise = new StepNoise(
                null,
                manager.create(n.get("views"), new Shape(2 * PAIRS, D)),
                new PosteriorNoise(
                        manager.create(n.get("e1"), new Shape(BOUND, D)),
                        manager.create(n.get("e2"), new Shape(BOUND, M, D)),
                        manager.create(n.get("c1"), new Shape(BOUND, 1, K)),
                        manager.create(n.get("c2"), new Shape(BOUND, M, K)),
                        List.of(manager.create(n.get("u1"), new Shape(BOUND, D))),
                        manager.create(n.get("u2"), new Shape(BOUND, 1, D)),
                        manager.create(n.get("decoder"), new Shape(BOUND, D))));
        SoftmaxDecoder decoder = new SoftmaxDecoder(
                Objects.requireNonNull(tensors.get("decoder.weight")),
                Objects.requireNonNull(tensors.get("decoder.bias")),
                targets,
                manager,
                SETTINGS.boundWeight());
        double[] codes = new double[reference.codes.length];
        java.util.Arrays.setAll(codes, i -> reference.codes[i]);
        LossGraph.PairTargets wanted = new LossGraph.PairTargets(
                manager.create(reference.agreement, new Shape(PAIRS, PAIRS)),
                manager.create(codes, new Shape(2 * PAIRS, D)));
        return LossGraph.build(manager, SHAPE, tensors.get("rows"), tensors, PAIRS, decoder, wanted, noise, SETTINGS);
    }
}
