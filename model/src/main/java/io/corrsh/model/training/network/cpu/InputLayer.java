package io.corrsh.model.training.network.cpu;

import ai.djl.ndarray.NDArray;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.EmbeddingLayer;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import io.corrsh.model.training.tensor.Staging;
import io.corrsh.model.training.tensor.TensorMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The first layer with its ReLU and dropout, in Java, handed to libtorch as a tensor. To be used by one thread. */
final class InputLayer {

    private final EmbeddingLayer embedding;
    private final int width;
    private final float dropout;
    private final Workers workers;
    private final Staging staging;
    private float[][] activations = new float[0][];
    private float[][] masks = new float[0][]; // of dropout, and in the backward pass the gradients

    InputLayer(NetworkShape shape, RandomGenerator random, Adam adam, Workers workers, Staging staging) {
        this.embedding = new EmbeddingLayer(
                shape.vocabulary(), shape.embedding(), shape.embeddingRange(), random, adam, workers);
        this.width = shape.embedding();
        this.dropout = shape.dropout();
        this.workers = workers;
        this.staging = staging;
    }

    /**
     * The layer's output, rows x E, as a tensor that the next call overwrites.
     *
     * @param noise for a step of training, with dropout; null for all units and the weights as of the last step
     */
    NDArray forward(SparseBatch batch, @Nullable Noise noise) {
        int rows = batch.rows();
        if (activations.length < rows) {
            activations = new float[rows][width];
            masks = new float[rows][width];
        }
        if (noise == null) {
            embedding.flush();
        }
        embedding.forward(batch, activations);
        boolean masked = noise != null && dropout > 0;
        if (noise != null && dropout > 0) {
            for (int row = 0; row < rows; row++) {
                noise.dropout(masks[row], width, dropout);
            }
        }
        NDArray output = staging.of("input", rows, width);
        MemorySegment memory = TensorMemory.segment(output);
        workers.forEach(rows, 64, (from, to) -> {
            for (int row = from; row < to; row++) {
                rectify(activations[row], masked ? masks[row] : null);
                MemorySegment.copy(activations[row], 0, memory, ValueLayout.JAVA_FLOAT, offset(row), width);
            }
        });
        return output;
    }

    /** Sets what each word adds to the first units, and the opposite to as many after them. */
    void beginAt(float[][] words) {
        embedding.beginAt(words);
    }

    private static void rectify(float[] a, float @Nullable [] mask) {
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.max(a[i], 0);
        }
        if (mask != null) {
            for (int i = 0; i < a.length; i++) {
                a[i] *= mask[i];
            }
        }
    }

    /** Takes the current step of Adam; only what came out positive passes the gradient on. */
    void backward(SparseBatch batch, NDArray gradient) {
        float kept = 1 / (1 - dropout);
        MemorySegment memory = TensorMemory.segment(gradient);
        workers.forEach(batch.rows(), 64, (from, to) -> {
            for (int row = from; row < to; row++) {
                float[] a = activations[row];
                float[] g = masks[row];
                MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, offset(row), g, 0, width);
                for (int i = 0; i < g.length; i++) {
                    g[i] = a[i] > 0 ? g[i] * kept : 0;
                }
            }
        });
        embedding.backward(batch, masks);
    }

    private long offset(int row) {
        return (long) row * width * Float.BYTES;
    }

    void visit(StateVisitor visitor) throws IOException {
        embedding.visit(visitor);
    }

    /** A copy of the weights as of the last step, V x E. */
    float[] weights() {
        return embedding.weights();
    }

    /** The biases: the layer's own array, not a copy. */
    float[] bias() {
        return embedding.bias();
    }
}
