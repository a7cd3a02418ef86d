package io.corrsh.model.training.network.cpu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import io.corrsh.model.training.tensor.TensorMemory;
import java.io.IOException;
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
    // Pieces are arrays of their own, so that all arrays of Adam's loop share one index.
    private final float[][] weights;
    private final float[][] first;
    private final float[][] second;

    /** A weight drawn uniformly from -range..range; the tensor belongs to the manager. */
    DenseParameter(NDManager manager, Shape shape, float range, RandomGenerator random) {
        int size = Math.toIntExact(shape.size());
        this.weights = pieces(size);
        this.first = pieces(size);
        this.second = pieces(size);
        this.array = manager.zeros(shape, DataType.FLOAT32);
        this.memory = TensorMemory.segment(array);
        for (int p = 0; p < weights.length; p++) {
            for (int i = 0; i < weights[p].length; i++) {
                weights[p][i] = range * (2 * random.nextFloat() - 1);
            }
            write(p);
        }
    }

    private static float[][] pieces(int size) {
        float[][] pieces = new float[Math.ceilDiv(size, PIECE)][];
        for (int p = 0; p < pieces.length; p++) {
            pieces[p] = new float[Math.min(PIECE, size - p * PIECE)];
        }
        return pieces;
    }

    private static long offset(int piece) {
        return (long) piece * PIECE * Float.BYTES;
    }

    private void write(int piece) {
        MemorySegment.copy(weights[piece], 0, memory, ValueLayout.JAVA_FLOAT, offset(piece), weights[piece].length);
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
        MemorySegment source = TensorMemory.segment(gradient);
        workers.forEach(weights.length, 4, (from, to) -> {
            float[] piece = new float[PIECE];
            for (int p = from; p < to; p++) {
                int length = weights[p].length;
                MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, offset(p), piece, 0, length);
                adam.update(weights[p], first[p], second[p], piece, length);
                write(p);
            }
        });
    }

    /** Changes a row of a matrix, or a value of a vector, in place. */
    @FunctionalInterface
    interface RowChange {
        void change(int row, int from, float[] values);
    }

    /** Sets values row by row; the moments stay as they are. */
    void set(RowChange change) {
        float[] values = values();
        int rows = Math.toIntExact(array.getShape().get(0));
        for (int row = 0; row < rows; row++) {
            change.change(row, row * (values.length / rows), values);
        }
        for (int p = 0; p < weights.length; p++) {
            System.arraycopy(values, p * PIECE, weights[p], 0, weights[p].length);
            write(p);
        }
    }

    /** Shows the values and their moments; what the visitor changes counts from now on. */
    void visit(String name, StateVisitor visitor) throws IOException {
        visitor.floats(name, weights);
        visitor.floats(name + ".first", first);
        visitor.floats(name + ".second", second);
        for (int p = 0; p < weights.length; p++) {
            write(p);
        }
    }

    /** A copy of the values. */
    float[] values() {
        return array.toFloatArray();
    }
}
