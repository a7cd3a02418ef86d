package io.corrsh.service.web;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A body, unpacked where it came compressed, that ends in a problem when it has too many bytes. */
final class LimitedInputStream extends ServletInputStream {

    /** Text shrinks to a third or a tenth; what shrinks more than this, beyond the size of a plain body, is a bomb. */
    private static final int HIGHEST_RATIO = 100;

    private final PacedInputStream body;
    private final InputStream in;
    private final BodyLimits limits;
    private final boolean compressed;
    private long count;
    private boolean finished;

    private LimitedInputStream(PacedInputStream body, InputStream in, BodyLimits limits) {
        this.body = body;
        this.in = in;
        this.limits = limits;
        this.compressed = in != body;
    }

    /** A body as it is. */
    static LimitedInputStream plain(InputStream body, BodyLimits limits) {
        PacedInputStream paced = new PacedInputStream(body, limits.bytesPerSecond());
        return new LimitedInputStream(paced, paced, limits);
    }

    /**
     * A body that came as gzip.
     *
     * @throws ProblemException if it is not gzip
     */
    static LimitedInputStream gzip(InputStream body, BodyLimits limits) throws IOException {
        PacedInputStream paced = new PacedInputStream(body, limits.bytesPerSecond());
        try {
            return new LimitedInputStream(paced, new Unpacked(paced), limits);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    static String message(long limit) {
        return "The body must have at most %d bytes".formatted(limit);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (EOFException | ZipException e) {
            throw damaged(e);
        }
        finished = read < 0;
        count += Math.max(0, read);
        if (count > limits.bytes()) {
            throw new ProblemException(
                    ProblemKind.BODY_TOO_LARGE, message(limits.bytes()) + (compressed ? " when unpacked" : ""));
        }
        if (compressed && count > limits.trustedBytes() && count / HIGHEST_RATIO > body.count()) {
            throw new ProblemException(
                    ProblemKind.BODY_TOO_LARGE,
                    "A body of more than %d bytes must not unpack to more than %d times its size"
                            .formatted(limits.trustedBytes(), HIGHEST_RATIO));
        }
        return read;
    }

    private static ProblemException damaged(IOException failure) {
        String reason = failure instanceof EOFException ? "it ends early" : failure.getMessage();
        return new ProblemException(ProblemKind.MALFORMED, "The body is not whole and sound gzip: " + reason);
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("Bodies are read by waiting");
    }

    /** Gzip that knows whether it can go on without waiting for the sender. */
    private static final class Unpacked extends GZIPInputStream {

        Unpacked(InputStream in) throws IOException {
            super(in, 1 << 13);
        }

        @Override
        public int available() throws IOException {
            return inf.needsInput() ? in.available() : 1;
        }
    }
}
