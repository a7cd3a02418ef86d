package io.corrsh.model.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines of bytes, so that a line of broken UTF-8 spoils no other. */
final class LineReader {

    private static final int KEPT = 1 << 20;

    private final InputStream in;
    private final int maximumLength;
    private final byte[] buffer = new byte[1 << 16];
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;
    private boolean overlong;

    LineReader(InputStream in, int maximumLength) {
        this.in = in;
        this.maximumLength = maximumLength;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether the line that was read last was longer than the limit, and was given as empty. */
    boolean overlong() {
        return overlong;
    }

    /** The next line without its line feed, or {@code null} at the end. */
    byte @Nullable [] next() throws IOException {
        line.reset();
        overlong = false;
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            append(end);
            if (end < limit) {
                position = end + 1;
                return finish();
            }
            position = end;
        }
        return any ? finish() : null;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void append(int end) {
        overlong |= line.size() + (long) (end - position) > maximumLength;
        if (overlong) {
            line.reset();
        } else {
            line.write(buffer, position, end - position);
        }
    }

    private byte[] finish() {
        number++;
        byte[] bytes = line.toByteArray();
        if (bytes.length > KEPT) {
            line = new ByteArrayOutputStream();
        }
        return bytes;
    }
}
