package io.corrsh.service.encode.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The ways to write a vector in JSON. */
enum VectorFormat {
    /** An array of numbers. */
    FLOAT {
        @Override
        Object write(float[] vector) {
            return vector;
        }
    },
    /** Base64 of the numbers as IEEE 754 floats, the lowest byte first. */
    BASE64 {
        @Override
        Object write(float[] vector) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    };

    abstract Object write(float[] vector);

    /** A code as a vector whose cosine with another is 1 - 2 distance / bits. */
    static float[] vector(long @Nullable [] code, int bits) {
        float[] vector = new float[bits];
        for (int bit = 0; bit < bits && code != null; bit++) {
            vector[bit] = (code[bit >> 6] & Long.MIN_VALUE >>> bit) == 0 ? -1 : 1;
        }
        return vector;
    }
}
