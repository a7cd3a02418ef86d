package io.corrsh.model.training.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors that carry what Java computes into libtorch: one a name, kept from step to step, so that its memory outlives
 * the graph which uses it. To be used by one thread; the tensors belong to the manager.
 */
public final class Staging {

    private final NDManager manager;
    private final Map<String, NDArray> arrays = new HashMap<>();

    public Staging(NDManager manager) {
        this.manager = manager;
    }

    /** Overwrites the tensor of that name; what was made from its earlier value must be done with. */
    public NDArray put(String name, float[] values, long... shape) {
        NDArray array = of(name, shape);
        MemorySegment.copy(
                values, 0, TensorMemory.segment(array), ValueLayout.JAVA_FLOAT, 0, Math.toIntExact(array.size()));
        return array;
    }

    /** The tensor of that name and shape, with whatever it held last, to be written through {@link TensorMemory}. */
    public NDArray of(String name, long... shape) {
        NDArray array = arrays.get(name);
        Shape wanted = new Shape(shape);
        if (array == null || !array.getShape().equals(wanted)) {
            if (array != null) {
                array.close();
            }
            array = manager.zeros(wanted, DataType.FLOAT32);
            NDScope.unregister(array); // it outlives the step
            arrays.put(name, array);
        }
        return array;
    }
}
