package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.sparse.StateVisitor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the data of a state, bit by bit as it is; refuses weights that are not finite. */
final class StateWriter implements StateVisitor {

    private final OutputStream out;
    private final ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    StateWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void floats(String name, float[][] pieces) throws IOException {
        for (float[] piece : pieces) {
            for (int from = 0; from < piece.length; ) {
                int count = Math.min(piece.length - from, chunk.capacity() / Float.BYTES);
                float product = 0; // times 0: NaN if any value is not finite
                for (int i = from; i < from + count; i++) {
                    product += 0 * piece[i];
                }
                if (Float.isNaN(product)) {
                    throw new NotFiniteException(name);
                }
                chunk.asFloatBuffer().put(piece, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
                from += count;
            }
        }
    }

    @Override
    public void ints(String name, int[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int count = Math.min(values.length - from, chunk.capacity() / Integer.BYTES);
            chunk.asIntBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Integer.BYTES);
            from += count;
        }
    }
}
