package io.corrsh.model.training.scratch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects pairs one after the other, as many as come. To be used by one thread, and {@linkplain #finish() finished} once. */
public final class PairWriter {

    private static final int FILE_BUFFER = 1 << 13;
    private static final int FIRST_ARRAY = 1 << 10;

    private final Scratch scratch;
    private final @Nullable FileChannel file;
    private long[] buffer;
    private int buffered;
    private long size;

    /** A writer to a file of a scratch, or to the heap without one. */
    PairWriter(Scratch scratch, @Nullable FileChannel file) {
        this.scratch = scratch;
        this.file = file;
        this.buffer = new long[file == null ? FIRST_ARRAY : FILE_BUFFER];
    }

    /** A writer of pairs that stay on the heap, fewer than 2^31. */
    public static PairWriter onHeap() {
        return new PairWriter(Scratch.onHeap(), null);
    }

    /** Appends a pair. */
    public void add(int number, float value) throws IOException {
        if (buffered == buffer.length) {
            makeRoom();
        }
        buffer[buffered++] = Pairs.pair(number, value);
        size++;
    }

    /** How many pairs were added. */
    public long size() {
        return size;
    }

    /** The pairs. */
    public Pairs finish() throws IOException {
        if (file == null) {
            return Pairs.onHeap(Arrays.copyOf(buffer, buffered));
        }
        flush(file);
        return scratch.map(file, size);
    }

    private void makeRoom() throws IOException {
        if (file == null) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        } else {
            flush(file);
        }
    }

    private void flush(FileChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(buffered * Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.asLongBuffer().put(buffer, 0, buffered);
        scratch.write(to, bytes);
        buffered = 0;
    }
}
