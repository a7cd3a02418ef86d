package io.corrsh.model.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into lines of bytes of bounded length, so that a line of broken UTF-8 spoils no other. For one thread; the stream
 * is left open.
 */
public final class LineReader {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final long longest;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long number;

    /**
     * Reads lines.
     *
     * @param longest the most bytes of a line that are kept
     */
    public LineReader(InputStream in, long longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line that is not blank, or {@code null} at the end.
     *
     * @throws IOException if the stream cannot be read on
     */
    public @Nullable Line next() throws IOException {
        while (true) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            long length = 0;
            boolean any = false;
            boolean ended = false;
            while (!ended && (position < limit || fill())) {
                any = true;
                int end = position;
                while (end < limit && buffer[end] != '\n') {
                    end++;
                }
                ended = end < limit;
                length += end - position;
                if (length <= longest) {
                    bytes.write(buffer, position, end - position);
                }
                position = ended ? end + 1 : end;
            }
            if (!any) {
                return null;
            }
            number++;
            Line line = new Line(number, length > longest ? new byte[0] : bytes.toByteArray(), length);
            if (length > longest || !line.isBlank()) {
                return line;
            }
        }
    }

    /** The number of the line that was read last, from 1; 0 before the first. */
    public long number() {
        return number;
    }

    /** Whether {@link #next} can go on without waiting for the sender, as far as is known. */
    public boolean isReady() throws IOException {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return true;
            }
        }
        return in.available() > 0;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    /**
     * A line.
     *
     * @param number its number in the stream, from 1
     * @param bytes its bytes without the line feed; none if it is longer than allowed
     * @param length how many bytes it had
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(long number, byte[] bytes, long length) {

        /** Whether it was longer than allowed. */
        public boolean isOverlong() {
            return length > bytes.length;
        }

        boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
