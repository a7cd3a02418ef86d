package io.corrsh.model.training.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** Single values of a tensor's own memory on the CPU, by its type; valid while the tensor is open. */
public interface TensorMemory {

    double get(long index);

    void set(long index, double value);

    /** The memory of a tensor of 32 or 64 bit numbers. */
    static TensorMemory of(NDArray array) {
        MemorySegment memory = segment(array);
        if (array.getDataType() == DataType.FLOAT64) {
            return new TensorMemory() {
                @Override
                public double get(long index) {
                    return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
                }

                @Override
                public void set(long index, double value) {
                    memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
                }
            };
        }
        return new TensorMemory() {
            @Override
            public double get(long index) {
                return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            }

            @Override
            public void set(long index, double value) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
            }
        };
    }

    /** A copy of all values. */
    static double[] copy(NDArray array) {
        TensorMemory memory = of(array);
        double[] values = new double[Math.toIntExact(array.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = memory.get(i);
        }
        return values;
    }

    /** The memory as bytes. */
    static MemorySegment segment(NDArray array) {
        ByteBuffer buffer = array.toByteBuffer(true);
        if (!buffer.isDirect()) {
            throw new IllegalStateException(
                    "The memory of a tensor of shape %s is not reachable".formatted(array.getShape()));
        }
        return MemorySegment.ofBuffer(buffer);
    }
}
