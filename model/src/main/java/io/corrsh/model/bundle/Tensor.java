package io.corrsh.model.bundle;

import java.util.Arrays;
import java.util.Objects;

/**
 * An array of floats with a shape, row-major. The arrays are not copied and must not be changed.
 *
 * @param shape the length of each dimension, outermost first
 * @param values as many values as the product of {@code shape}
 */
@SuppressWarnings("ArrayRecordComponent") // no copies on the hot path; the arrays are not to be changed
public record Tensor(int[] shape, float[] values) {

    public Tensor {
        Objects.requireNonNull(shape, "'shape' must not be null");
        long size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        if (size != values.length) {
            throw new IllegalArgumentException("'values' must hold %d values for the shape %s, got %d"
                    .formatted(size, Arrays.toString(shape), values.length));
        }
    }
}
