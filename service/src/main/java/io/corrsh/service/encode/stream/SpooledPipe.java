package io.corrsh.service.encode.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pipe from one thread to another that does not stop the writer while the reader lags: what is too much for memory
 * waits in a temporary file, and only when that is full the writer waits too.
 *
 * <p>So a client may send all of its request before it reads any of the reply, as many do, and still the reply of one
 * that reads at once is not held back.
 */
final class SpooledPipe implements AutoCloseable {

    private static final int MOST_IN_MEMORY = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final long mostInFile;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> memory = new ArrayDeque<>();
    private long inMemory;
    private @Nullable Path path;
    private @Nullable FileChannel file;
    private long written;
    private long read;
    private boolean ended;
    private @Nullable IOException failure;

    SpooledPipe(long mostInFile) {
        this.mostInFile = mostInFile;
    }

    /**
     * Gives bytes to the reader.
     *
     * @param bytes are not copied
     * @throws IOException if the reader has failed
     */
    void write(byte[] bytes) throws IOException {
        lock.lock();
        try {
            while (failure == null && written - read > mostInFile) {
                await();
            }
            if (failure != null) {
                throw new IOException("The reply cannot be sent: " + failure.getMessage(), failure);
            }
            // Once the file is in use everything goes through it, so that the order stays.
            if (written == read && (memory.isEmpty() || inMemory + bytes.length <= MOST_IN_MEMORY)) {
                memory.add(bytes);
                inMemory += bytes.length;
            } else {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    written += file().write(buffer, written);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that nothing more will be written. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Copies what is written to a stream until the end; flushes it whenever there is nothing to copy. */
    void copyTo(OutputStream out) {
        try {
            for (byte[] chunk = next(out); chunk != null; chunk = next(out)) {
                out.write(chunk);
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(new IOException(e));
            throw e;
        }
    }

    private byte @Nullable [] next(OutputStream out) throws IOException {
        lock.lock();
        try {
            boolean idle = memory.isEmpty() && written == read;
            if (!idle || ended) {
                return take();
            }
        } finally {
            lock.unlock();
        }
        out.flush();
        lock.lock();
        try {
            while (memory.isEmpty() && written == read && !ended) {
                await();
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** What was written first, or {@code null} if there is nothing. */
    private byte @Nullable [] take() throws IOException {
        byte[] chunk = memory.poll();
        if (chunk != null) {
            inMemory -= chunk.length;
        } else if (written > read) {
            chunk = new byte[(int) Math.min(CHUNK, written - read)];
            ByteBuffer buffer = ByteBuffer.wrap(chunk);
            while (buffer.hasRemaining()) {
                read += file().read(buffer, read);
            }
            if (written == read) {
                file().truncate(0);
                written = 0;
                read = 0;
            }
        }
        changed.signalAll();
        return chunk;
    }

    private void fail(IOException cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await() throws InterruptedIOException {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a reply was sent");
        }
    }

    private FileChannel file() throws IOException {
        FileChannel opened = file;
        if (opened == null) {
            Path created = Files.createTempFile("corrsh-reply-", ".ndjson");
            path = created;
            opened = FileChannel.open(created, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file = opened;
        }
        return opened;
    }

    /** Removes the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
