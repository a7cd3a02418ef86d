package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.sparse.StateVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts back what a {@link StateWriter} wrote, in the same order. */
final class StateReader implements StateVisitor {

    private final InputStream in;
    private final ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    StateReader(InputStream in) {
        this.in = in;
    }

    @Override
    public void floats(String name, float[][] pieces) throws IOException {
        for (float[] piece : pieces) {
            for (int from = 0; from < piece.length; ) {
                int count = fill(name, piece.length - from);
                chunk.asFloatBuffer().get(piece, from, count);
                from += count;
            }
        }
    }

    @Override
    public void ints(String name, int[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int count = fill(name, values.length - from);
            chunk.asIntBuffer().get(values, from, count);
            from += count;
        }
    }

    /** Reads as many of the next four-byte values as fit, and says how many. */
    private int fill(String name, int wanted) throws IOException {
        int count = Math.min(wanted, chunk.capacity() / Integer.BYTES);
        if (in.readNBytes(chunk.array(), 0, count * Integer.BYTES) < count * Integer.BYTES) {
            throw new CheckpointException("The checkpoint is cut off in '%s'".formatted(name));
        }
        return count;
    }
}
