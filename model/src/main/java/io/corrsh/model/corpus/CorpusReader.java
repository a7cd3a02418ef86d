package io.corrsh.model.corpus;

import io.corrsh.model.corpus.DocumentParser.BrokenLineException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a corpus as a stream: JSON lines, plain or gzip, told apart by the first bytes.
 *
 * <p>A broken line (invalid UTF-8 or JSON; a missing, blank or non-string id or text; an id that is too long or was there
 * before; a line above {@value #MAXIMUM_LINE_BYTES} bytes) is told to the listener and left out; empty lines are passed
 * over. For one thread. The identifiers read so far are kept in memory.
 */
public final class CorpusReader implements AutoCloseable {

    /** The length of the longest line that is read. */
    public static final int MAXIMUM_LINE_BYTES = 64 << 20;

    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final int maximumLineBytes;
    private final InputStream in;
    private final LineReader lines;
    private final BrokenLineListener listener;
    private final Set<String> ids = new HashSet<>();
    private long brokenLines;

    /**
     * Reads a corpus from a stream, which is closed with the reader.
     *
     * @throws IOException if the first bytes cannot be read
     */
    public CorpusReader(InputStream in, BrokenLineListener listener) throws IOException {
        this(in, listener, MAXIMUM_LINE_BYTES);
    }

    CorpusReader(InputStream in, BrokenLineListener listener, int maximumLineBytes) throws IOException {
        this.maximumLineBytes = maximumLineBytes;
        this.listener = Objects.requireNonNull(listener, "'listener' must not be null");
        this.in = decompressed(in);
        this.lines = new LineReader(this.in, maximumLineBytes);
    }

    /**
     * Opens a corpus file.
     *
     * @throws IOException if the file cannot be read
     */
    public static CorpusReader open(Path file, BrokenLineListener listener) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new CorpusReader(in, listener);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The next document, or {@code null} at the end.
     *
     * @throws IOException if the stream cannot be read on, a gzip that was cut off included
     */
    public @Nullable CorpusDocument next() throws IOException {
        for (LineReader.Line line = read(); line != null; line = read()) {
            ByteBuffer content = withoutMark(line);
            if (!content.hasRemaining() && !line.isOverlong()) {
                continue;
            }
            try {
                CorpusDocument document = parse(line, content);
                if (ids.add(document.id())) {
                    return document;
                }
                throw new BrokenLineException("'id' must be unique, got '%s' again".formatted(document.id()));
            } catch (BrokenLineException e) {
                brokenLines++;
                listener.brokenLine(line.number(), Objects.requireNonNull(e.getMessage()));
            }
        }
        return null;
    }

    /** How many lines have been left out so far. */
    public long brokenLines() {
        return brokenLines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private LineReader.@Nullable Line read() throws IOException {
        try {
            return lines.next();
        } catch (EOFException | ZipException e) {
            throw new IOException("The gzip data is cut off or damaged after line " + lines.number(), e);
        }
    }

    private CorpusDocument parse(LineReader.Line line, ByteBuffer content) throws BrokenLineException {
        if (line.isOverlong()) {
            throw new BrokenLineException("must have at most %d bytes".formatted(maximumLineBytes));
        }
        return DocumentParser.parse(content);
    }

    private static ByteBuffer withoutMark(LineReader.Line line) {
        byte[] bytes = line.bytes();
        int start = BYTE_ORDER_MARK.length;
        boolean marked = line.number() == 1 && bytes.length >= start;
        for (int i = 0; marked && i < start; i++) {
            marked = (bytes[i] & 0xFF) == BYTE_ORDER_MARK[i];
        }
        return marked ? ByteBuffer.wrap(bytes, start, bytes.length - start) : ByteBuffer.wrap(bytes);
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
