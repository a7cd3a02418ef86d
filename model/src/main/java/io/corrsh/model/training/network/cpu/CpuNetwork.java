package io.corrsh.model.training.network.cpu;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.torch.TorchEngine;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.NoiseDistribution;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.objective.LossGraph;
import io.corrsh.model.training.objective.LossGraph.PairTargets;
import io.corrsh.model.training.objective.StepNoise;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import io.corrsh.model.training.tensor.Staging;
import io.corrsh.model.training.tensor.TensorMath;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The network on a CPU: first layer and optimiser in Java, the dense rest on libtorch, joined through the tensors' own
 * memory. The same seed and number of threads give the same weights.
 */
public final class CpuNetwork implements TrainingNetwork {

    /** The components of the prior start with probabilities from .3 to .7: more alike, they collapse into one. */
    private static final float COMPONENT_RANGE = 0.85f;

    /** What the units beside a linear code add at first, of what they would without it. */
    private static final float BESIDE = 0.1f;

    private final NetworkShape shape;
    private final Engine engine;
    private final NDManager base;
    private final Workers workers;
    private final Adam adam = new Adam();
    private final Noise noise;
    private final InputLayer input;
    private final Staging staging;
    private final DecoderLayer decoder;
    private final Map<String, DenseParameter> parameters = new LinkedHashMap<>();

    /**
     * A network with random weights.
     *
     * @param distribution of the noise words of a sampled decoder loss, null for the full softmax
     */
    public CpuNetwork(
            NetworkShape shape,
            DecoderOptions decoderOptions,
            @Nullable NoiseDistribution distribution,
            long seed,
            Workers workers) {
        this.shape = shape;
        this.workers = workers;
        this.engine = TorchEngine.start(workers.threads());
        JniUtils.setNumThreads(workers.threads()); // the engine may run already, for an encoder
        JniUtils.setGradMode(false); // no graphs outside of a collector
        this.base = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        this.staging = new Staging(base);
        this.noise = new Noise(seed);
        RandomGenerator random = noise.random();
        this.input = new InputLayer(shape, random, adam, workers, staging);
        int bits = shape.bits();
        layer("hidden", shape.hidden(), shape.embedding(), random);
        layer("mean", bits, shape.hidden(), random);
        if (shape.heads() > 0) {
            layer("posterior", shape.heads(), shape.hidden(), random);
        }
        this.decoder = distribution == null
                ? new SoftmaxLayer(base, shape, random, adam, workers)
                : new SampledLayer(shape, decoderOptions, distribution, random, adam, workers, staging);
        if (shape.mixture() > 0) {
            Shape components = new Shape(shape.mixture(), bits);
            parameters.put("prior.weight", new DenseParameter(base, components, COMPONENT_RANGE, random));
            parameters.put("prior.bias", new DenseParameter(base, new Shape(shape.mixture()), 0, random));
        }
    }

    /** A linear layer as PyTorch starts it: uniform within 1 / sqrt(inputs). */
    private void layer(String name, int outputs, int inputs, RandomGenerator random) {
        float range = (float) (1 / Math.sqrt(inputs));
        parameters.put(name + ".weight", new DenseParameter(base, new Shape(outputs, inputs), range, random));
        parameters.put(name + ".bias", new DenseParameter(base, new Shape(outputs), range, random));
    }

    /**
     * Sets the weights so that the logits are at first those of a linear code: its positive and negative parts pass through the
     * rectifiers in two units a bit, and the units beside them, which keep their random weights, add little.
     *
     * @param words what each word adds to the logits, V x D
     * @throws IllegalArgumentException if the network is too narrow for it
     */
    public void beginAt(float[][] words) {
        if (!shape.holdsLinearCode()) {
            throw new IllegalArgumentException("'embedding' and 'hidden' must be at least %d, got %d and %d"
                    .formatted(2 * shape.bits(), shape.embedding(), shape.hidden()));
        }
        input.beginAt(words);
        int units = 2 * shape.bits();
        parameter("hidden.weight").set((unit, from, values) -> {
            if (unit < units) {
                Arrays.fill(values, from, from + shape.embedding(), 0);
                values[from + unit] = 1;
                values[from + (unit + shape.bits()) % units] = -1;
            }
        });
        parameter("hidden.bias").set((unit, from, values) -> values[from] = unit < units ? 0 : values[from]);
        parameter("mean.weight").set((bit, from, values) -> {
            Arrays.fill(values, from, from + units, 0);
            values[from + bit] = 1;
            values[from + bit + shape.bits()] = -1;
            for (int unit = units; unit < shape.hidden(); unit++) {
                values[from + unit] *= BESIDE;
            }
        });
        parameter("mean.bias").set((bit, from, values) -> values[from] = 0);
    }

    @Override
    public StepLoss train(StepBatch batch, StepSettings settings) {
        adam.begin(settings.learningRate());
        try (NDScope scope = new NDScope();
                NDManager manager = base.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray leaf = input.forward(batch.rows(), noise).stopGradient();
            leaf.setRequiresGradient(true);
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> {
                boolean ofBound = name.startsWith("posterior") || name.startsWith("prior");
                if (batch.targets().rows() > 0 || !ofBound) {
                    leaves.put(name, parameter.leaf());
                }
            });
            LossGraph graph;
            try (GradientCollector collector = engine.newGradientCollector()) {
                Decoder step = decoder.forward(batch.targets(), noise, manager, settings.boundWeight());
                graph = graph(manager, leaf, leaves, batch, step, settings, noise, true);
                collector.backward(graph.loss());
            }
            leaves.forEach((name, array) -> parameter(name).update(array.getGradient(), adam, workers));
            if (graph.reconstruction() != null) {
                decoder.update(graph.reconstruction());
            }
            input.backward(batch.rows(), leaf.getGradient());
            return graph.stepLoss(settings);
        }
    }

    @Override
    public StepLoss evaluate(StepBatch batch, StepSettings settings, Noise random) {
        try (NDScope scope = new NDScope();
                NDManager manager = base.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray rows = input.forward(batch.rows(), null);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            parameters.forEach((name, parameter) -> arrays.put(name, parameter.array()));
            Decoder full = decoder.evaluation(batch.targets(), manager, settings.boundWeight());
            return graph(manager, rows, arrays, batch, full, settings, random, false)
                    .stepLoss(settings);
        }
    }

    @Override
    public float[] logits(SparseBatch rows) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray hidden = TensorMath.linear(input.forward(rows, null), array("hidden.weight"), array("hidden.bias"))
                    .getNDArrayInternal()
                    .relu();
            return TensorMath.linear(hidden, array("mean.weight"), array("mean.bias"))
                    .toFloatArray();
        }
    }

    private LossGraph graph(
            NDManager manager,
            NDArray rows,
            Map<String, NDArray> weights,
            StepBatch batch,
            Decoder step,
            StepSettings settings,
            Noise random,
            boolean training) {
        StepNoise drawn = StepNoise.draw(random, staging, shape, batch, settings, training);
        PairTargets wanted = batch.pairs() == 0 ? null : new PairTargets(agreement(batch), codes(batch));
        return LossGraph.build(manager, shape, rows, weights, batch.pairs(), step, wanted, drawn, settings);
    }

    private NDArray agreement(StepBatch batch) {
        int pairs = batch.pairs();
        float[] target = batch.agreement();
        if (target == null) {
            target = new float[pairs * pairs];
            for (int i = 0; i < pairs; i++) {
                target[i * pairs + i] = 1;
            }
        }
        return staging.put("agreement", target, pairs, pairs);
    }

    private @Nullable NDArray codes(StepBatch batch) {
        float[] codes = batch.codes();
        return codes == null ? null : staging.put("codes", codes, 2L * batch.pairs(), shape.bits());
    }

    private DenseParameter parameter(String name) {
        return get(parameters, name);
    }

    private NDArray array(String name) {
        return parameter(name).array();
    }

    private static <T> T get(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    @Override
    public Map<String, Tensor> weights() {
        int bits = shape.bits();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("embedding.weight", tensor(shape.embedding(), input.weights(), 0, shape.vocabulary()));
        weights.put("embedding.bias", tensor(1, input.bias(), 0, shape.embedding()));
        for (String layer : List.of("hidden", "mean")) {
            put(weights, layer, layer, 0, parameter(layer + ".bias").values().length);
        }
        weights.put("decoder.weight", tensor(bits, decoder.weights(), 0, shape.vocabulary()));
        weights.put("decoder.bias", tensor(1, decoder.bias(), 0, shape.vocabulary()));
        if (shape.heads() > 0) {
            put(weights, "posterior", "posterior.deviation", 0, bits);
        }
        if (shape.mixture() > 0) {
            put(weights, "prior", "prior", 0, shape.mixture());
        }
        if (shape.rank() > 0) {
            put(weights, "posterior", "posterior.factors", bits, (1 + shape.rank()) * bits);
        }
        return weights;
    }

    @Override
    public Noise noise() {
        return noise;
    }

    @Override
    public void save(StateVisitor visitor) throws IOException {
        adam.visit(visitor);
        input.visit(visitor);
        decoder.visit(visitor);
        for (Map.Entry<String, DenseParameter> parameter : parameters.entrySet()) {
            parameter.getValue().visit(parameter.getKey(), visitor);
        }
    }

    @Override
    public void restore(int steps, StateVisitor visitor) throws IOException {
        adam.resume(steps);
        save(visitor);
    }

    /** Adds some outputs of a layer under a name. */
    private void put(Map<String, Tensor> weights, String layer, String name, int from, int to) {
        float[] values = parameter(layer + ".weight").values();
        float[] bias = parameter(layer + ".bias").values();
        weights.put(name + ".weight", tensor(values.length / bias.length, values, from, to));
        weights.put(name + ".bias", tensor(1, bias, from, to));
    }

    /** A copy of some rows; a single column makes a vector. */
    private static Tensor tensor(int columns, float[] values, int from, int to) {
        int[] dimensions = columns == 1 ? new int[] {to - from} : new int[] {to - from, columns};
        return new Tensor(dimensions, Arrays.copyOfRange(values, from * columns, to * columns));
    }

    @Override
    public void close() {
        base.close();
    }
}
