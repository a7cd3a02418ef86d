package io.corrsh.model.training.network.cpu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.NoiseDistribution;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.decoder.SampledDecoder;
import io.corrsh.model.training.decoder.SampledWords;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.LazyRows;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import io.corrsh.model.training.tensor.Staging;
import io.corrsh.model.training.tensor.TensorMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A decoder which learns the weights of the words of a batch and of noise words. A row holds a word's weights and its bias;
 * the biases start where the scores of an empty code are those of the words' frequencies, less log k for negative sampling. With
 * such a bias a word the two losses differ by this constant alone; without it in the start, all words' scores first fall together, which
 * the bits do faster than the biases, and every document gets the same code.
 */
final class SampledLayer implements DecoderLayer {

    private final int vocabulary;
    private final int bits;
    private final DecoderOptions options;
    private final NoiseDistribution distribution;
    private final LazyRows rows;
    private final SampledWords sampled;
    private final Staging staging;
    private final Workers workers;

    SampledLayer(
            NetworkShape shape,
            DecoderOptions options,
            NoiseDistribution distribution,
            RandomGenerator random,
            Adam adam,
            Workers workers,
            Staging staging) {
        this.vocabulary = shape.vocabulary();
        this.bits = shape.bits();
        this.options = options;
        this.distribution = distribution;
        this.rows = new LazyRows(vocabulary, bits + 1, adam, workers);
        this.sampled = new SampledWords(vocabulary);
        this.staging = staging;
        this.workers = workers;
        float range = (float) (1 / Math.sqrt(bits));
        float start = logNegatives() - ratio();
        for (int word = 0; word < vocabulary; word++) {
            float[] row = rows.weights()[word];
            for (int d = 0; d < bits; d++) {
                row[d] = range * (2 * random.nextFloat() - 1);
            }
            row[bits] = distribution.logUnigram(word) - start;
        }
    }

    private float logNegatives() {
        return (float) Math.log(options.negatives());
    }

    /** What the loss takes off each score beside the word's log q. */
    private float ratio() {
        return options.loss() == DecoderLoss.NCE ? logNegatives() : 0;
    }

    @Override
    public Decoder forward(Targets targets, Noise noise, NDManager manager, double scale) {
        sampled.collect(distribution.draw(options.noiseWords(), noise.random()), targets);
        int[] words = sampled.words();
        NDArray weight = manager.create(new float[words.length * bits], new Shape(words.length, bits));
        MemorySegment memory = TensorMemory.segment(weight);
        float[] bias = new float[words.length];
        for (int slot = 0; slot < words.length; slot++) {
            rows.catchUp(words[slot]);
            float[] row = rows.weights()[words[slot]];
            MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, (long) slot * bits * Float.BYTES, bits);
            bias[slot] = row[bits] - distribution.logProbability(words[slot]) - ratio();
        }
        return new SampledDecoder(
                weight,
                manager.create(bias),
                sampled,
                options.negatives(),
                options.noiseWords(),
                targets,
                manager,
                scale);
    }

    @Override
    public SoftmaxDecoder evaluation(Targets targets, NDManager manager, double scale) {
        return new SoftmaxDecoder(
                staging.put("decoder.weight", weights(), vocabulary, bits),
                staging.put("decoder.bias", bias(), vocabulary),
                targets,
                manager,
                scale);
    }

    @Override
    public void update(Reconstruction reconstruction) {
        int[] words = Objects.requireNonNull(reconstruction.words());
        MemorySegment weight = TensorMemory.segment(reconstruction.weight());
        TensorMemory bias = TensorMemory.of(reconstruction.bias());
        workers.forEach(words.length, 256, (from, to) -> {
            float[] gradient = new float[bits + 1];
            for (int slot = from; slot < to; slot++) {
                MemorySegment.copy(weight, ValueLayout.JAVA_FLOAT, (long) slot * bits * Float.BYTES, gradient, 0, bits);
                gradient[bits] = (float) bias.get(slot);
                rows.update(words[slot], gradient);
            }
        });
    }

    @Override
    public void visit(StateVisitor visitor) throws IOException {
        rows.visit("decoder", visitor);
    }

    @Override
    public float[] weights() {
        rows.flush();
        float[] weights = new float[Math.multiplyExact(vocabulary, bits)];
        for (int word = 0; word < vocabulary; word++) {
            System.arraycopy(rows.weights()[word], 0, weights, word * bits, bits);
        }
        return weights;
    }

    @Override
    public float[] bias() {
        rows.flush();
        float[] bias = new float[vocabulary];
        for (int word = 0; word < vocabulary; word++) {
            bias[word] = rows.weights()[word][bits];
        }
        return bias;
    }
}
