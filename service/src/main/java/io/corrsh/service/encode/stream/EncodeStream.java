package io.corrsh.service.encode.stream;

import io.corrsh.model.corpus.LineReader;
import io.corrsh.model.corpus.LineReader.Line;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.encode.TextView;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines, encodes them batch by batch and writes a line for each; holds no more than a batch. For one request. */
final class EncodeStream {

    private static final int BATCH = 512;

    /** A batch ends early when its lines have so many bytes. */
    private static final long BATCH_BYTES = 4L << 20;

    private final TextEncoder encoder;
    private final TextView view;
    private final JsonMapper json;
    private final long longestLine;
    private final List<Entry> batch = new ArrayList<>();
    private long batchBytes;
    private long lines;

    EncodeStream(TextEncoder encoder, TextView view, JsonMapper json, long longestLine) {
        this.encoder = encoder;
        this.view = view;
        this.json = json;
        this.longestLine = longestLine;
    }

    /** A line that was read: its text, or what is wrong with it. */
    private record Entry(
            long line, @Nullable TextLine text, @Nullable LineReply failure) {}

    /**
     * Answers all lines; one that is wrong fails alone.
     *
     * @throws ProblemException if the body breaks a rule, or its texts are refused, before anything was written; later on lines say so
     */
    void run(LineReader in, Reply out) throws IOException {
        try {
            for (Line line = in.next(); line != null; line = in.next()) {
                batch.add(read(line));
                batchBytes += line.bytes().length;
                lines = line.number();
                // A sender that waits for answers gets them; one that sends on is served in whole batches.
                if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES || !in.isReady()) {
                    flush(out);
                }
            }
            flush(out);
            out.send(new byte[0]);
        } catch (ProblemException e) {
            if (!out.hasBegun()) {
                throw e;
            }
            flush(out);
            out.send(line(LineReply.failed(lines + 1, e)));
        }
    }

    private Entry read(Line line) {
        long number = line.number();
        if (line.isOverlong()) {
            return new Entry(
                    number,
                    null,
                    LineReply.failed(
                            number,
                            ProblemKind.BODY_TOO_LARGE,
                            "The line must have at most %d bytes, got %d".formatted(longestLine, line.length())));
        }
        try {
            return new Entry(number, TextLine.parse(line.bytes(), json), null);
        } catch (ProblemException e) {
            return new Entry(number, null, LineReply.failed(number, e));
        }
    }

    private void flush(Reply out) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<String> texts = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            if (entry.text != null) {
                texts.add(entry.text.text());
            }
        }
        List<Encoding> encodings = List.of();
        ProblemException refusal = null;
        try {
            encodings = texts.isEmpty() ? List.of() : encoder.encode(texts);
        } catch (ProblemException e) {
            if (!out.hasBegun()) {
                throw e;
            }
            refusal = e;
        }
        ByteArrayOutputStream replies = new ByteArrayOutputStream(128 * batch.size());
        int next = 0;
        for (Entry entry : batch) {
            LineReply reply = entry.failure;
            if (reply == null && refusal != null) {
                reply = LineReply.failed(entry.line, refusal);
            } else if (reply == null) {
                String id = entry.text == null ? null : entry.text.id();
                reply = LineReply.encoded(entry.line, id, view.show(encodings.get(next++)));
            }
            replies.writeBytes(line(reply));
        }
        out.send(replies.toByteArray());
        batch.clear();
        batchBytes = 0;
    }

    private byte[] line(LineReply reply) {
        return (json.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
