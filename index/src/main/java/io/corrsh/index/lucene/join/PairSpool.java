package io.corrsh.index.lucene.join;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of ordinals in temporary files, one a distance, so that those within a smaller distance can be had without
 * looking at the others. Written first, then read, by one thread at a time; the files go when it is closed.
 */
final class PairSpool implements Closeable {

    private static final int PAIR = 2 * Integer.BYTES;

    private final @Nullable FileChannel[] files;
    private final @Nullable ByteBuffer[] buffers;

    PairSpool(int maxDistance) {
        files = new FileChannel[maxDistance + 1];
        buffers = new ByteBuffer[maxDistance + 1];
    }

    void add(int left, int right, int distance) throws IOException {
        ByteBuffer buffer = buffers[distance];
        if (buffer == null) {
            buffer = ByteBuffer.allocate(1 << 16);
            buffers[distance] = buffer;
        }
        buffer.putInt(left).putInt(right);
        if (!buffer.hasRemaining()) {
            write(buffer, distance);
        }
    }

    private void write(ByteBuffer buffer, int distance) throws IOException {
        FileChannel file = files[distance];
        if (file == null) {
            // On Unix a file to be deleted at the end loses its name as it is opened, so that a killed process leaves
            // none.
            Path path = Files.createTempFile("corrsh-pairs-", ".tmp");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            files[distance] = file;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    /** Ends the writing. */
    void finish() throws IOException {
        for (int distance = 0; distance < buffers.length; distance++) {
            ByteBuffer buffer = buffers[distance];
            if (buffer != null) {
                write(buffer, distance);
                buffers[distance] = null;
            }
        }
    }

    /** Takes pairs as they are read. */
    @FunctionalInterface
    interface Reader {
        void accept(int left, int right) throws IOException;
    }

    /** Reads the pairs at a distance, in the order in which they were written. */
    void read(int distance, Reader reader) throws IOException {
        FileChannel file = files[distance];
        if (file == null) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long position = 0;
        for (long remaining = file.size(); remaining > 0; remaining -= buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), remaining));
            while (buffer.hasRemaining()) {
                int read = file.read(buffer, position);
                if (read < 0) {
                    throw new EOFException("a file of pairs lost its end");
                }
                position += read;
            }
            buffer.flip();
            while (buffer.remaining() >= PAIR) {
                reader.accept(buffer.getInt(), buffer.getInt());
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(files);
    }
}
