package io.corrsh.model.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;

/**
 * A dense weight which libtorch reads and Adam, in Java, writes. The optimiser works piece by piece on Java arrays,
 * where its loop is vectorised, and copies each finished piece to the tensor's own memory. Not safe for use by several
 * threads.
 */
final class DenseParameter {

    private static final int PIECE = 8192;

    private final NDArray array;
    private final MemorySegment memory;
    private final float[] weights;
    private final float[] first;
    private final float[] second;

    /** A weight drawn uniformly from -range..range; the tensor belongs to the manager. */
    DenseParameter(NDManager manager, Shape shape, float range, RandomGenerator random) {
        int size = Math.toIntExact(shape.size());
        this.weights = new float[size];
        this.first = new float[size];
        this.second = new float[size];
        for (int i = 0; i < size; i++) {
            weights[i] = range * (2 * random.nextFloat() - 1);
        }
        this.array = manager.zeros(shape, DataType.FLOAT32);
        this.memory = Staging.memory(array);
        MemorySegment.copy(weights, 0, memory, ValueLayout.JAVA_FLOAT, 0, size);
    }

    /** The weight itself, outside of any gradient. */
    NDArray array() {
        return array;
    }

    /** A fresh leaf over the same memory, whose gradient starts at none. */
    NDArray leaf() {
        NDArray leaf = array.stopGradient();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /** Takes the current step of Adam. */
    void update(NDArray gradient, Adam adam, Workers workers) {
        MemorySegment source = Staging.memory(gradient);
        workers.forEach(weights.length, PIECE, (from, to) -> {
            float[] piece = new float[to - from];
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (long) from * Float.BYTES, piece, 0, to - from);
            adam.update(weights, first, second, from, piece, 0, to - from);
            MemorySegment.copy(weights, from, memory, ValueLayout.JAVA_FLOAT, (long) from * Float.BYTES, to - from);
        });
    }

    /** The values: the parameter's own array, not a copy. */
    float[] values() {
        return weights;
    }
}
