package io.corrsh.service.web;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body as it comes from the connection. It ends in a problem when it stops coming, or comes so slowly that it only
 * holds a connection: only the time that is spent waiting for the sender counts.
 */
final class PacedInputStream extends FilterInputStream {

    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();

    private final long bytesPerSecond;
    private final LongSupplier clock;
    private long waitedNanos;
    private long count;

    /**
     * A body to be watched.
     *
     * @param bytesPerSecond the least mean rate after a grace time; 0 for any
     */
    PacedInputStream(InputStream in, long bytesPerSecond) {
        this(in, bytesPerSecond, System::nanoTime);
    }

    PacedInputStream(InputStream in, long bytesPerSecond, LongSupplier clock) {
        super(in);
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
    }

    /** How many bytes have come. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long started = clock.getAsLong();
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw problem(e);
        }
        waitedNanos += clock.getAsLong() - started;
        count += Math.max(0, read);
        if (read >= 0 && waitedNanos > GRACE_NANOS && count < bytesPerSecond * (waitedNanos / 1e9)) {
            throw new ProblemException(
                    ProblemKind.REQUEST_TIMEOUT,
                    "The body must come with at least %d bytes a second, got %d bytes in %.1f s"
                            .formatted(bytesPerSecond, count, waitedNanos / 1e9));
        }
        return read;
    }

    private ProblemException problem(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new ProblemException(
                        ProblemKind.REQUEST_TIMEOUT, "The body stopped coming after %d bytes".formatted(count));
            }
        }
        return new ProblemException(ProblemKind.MALFORMED, "The body ended early, after %d bytes".formatted(count));
    }
}
