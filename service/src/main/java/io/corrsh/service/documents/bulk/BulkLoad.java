package io.corrsh.service.documents.bulk;

import io.corrsh.index.IndexWriteException;
import io.corrsh.model.corpus.LineReader;
import io.corrsh.model.corpus.LineReader.Line;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines and writes what they say batch by batch; holds no more than a batch. For one request.
 *
 * @param <T> what a line says
 */
final class BulkLoad<T> {

    /** A batch ends early when its lines have so many bytes. */
    private static final long BATCH_BYTES = 8L << 20;

    private final LineWrites<T> writes;
    private final Limits limits;
    private final ItemSpool items;
    private final List<Entry<T>> batch = new ArrayList<>();
    private long batchBytes;

    BulkLoad(LineWrites<T> writes, Limits limits, ItemSpool items) {
        this.writes = writes;
        this.limits = limits;
        this.items = items;
    }

    /**
     * A line.
     *
     * @param said what it says, {@code null} if it is broken
     * @param broken what is wrong with it, {@code null} if nothing is
     */
    private record Entry<T>(
            long line, @Nullable T said, @Nullable BulkItem broken) {}

    /** Writes what can be written; a line that cannot fails alone. */
    void run(InputStream body) throws IOException {
        LineReader lines = new LineReader(body, limits.body().toBytes());
        for (Line line = lines.next(); line != null; line = lines.next()) {
            batch.add(read(line));
            batchBytes += line.bytes().length;
            if (batch.size() >= limits.bulkBatch() || batchBytes >= BATCH_BYTES) {
                flush();
            }
        }
        flush();
    }

    private Entry<T> read(Line line) {
        if (line.isOverlong()) {
            String error = "The line must have at most %d bytes, got %d"
                    .formatted(limits.body().toBytes(), line.length());
            return broken(line.number(), ProblemKind.BODY_TOO_LARGE, error);
        }
        try {
            return new Entry<>(line.number(), writes.read(line.bytes()), null);
        } catch (ProblemException e) {
            return broken(line.number(), e.kind(), e.detail());
        }
    }

    private static <T> Entry<T> broken(long line, ProblemKind kind, String error) {
        return new Entry<>(line, null, BulkItem.failed(line, null, kind, error));
    }

    private void flush() throws IOException {
        List<T> sound = new ArrayList<>(batch.size());
        for (Entry<T> entry : batch) {
            T said = entry.said();
            if (said != null) {
                sound.add(said);
            }
        }
        List<BulkItem> written = write(sound);
        int next = 0;
        for (Entry<T> entry : batch) {
            BulkItem broken = entry.broken();
            items.add(broken != null ? broken : written.get(next++).at(entry.line()));
        }
        batch.clear();
        batchBytes = 0;
    }

    private List<BulkItem> write(List<T> sound) {
        if (sound.isEmpty()) {
            return List.of();
        }
        try {
            return writes.write(sound);
        } catch (IndexWriteException e) {
            return failed(sound, ProblemKind.INDEX_WRITE, String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            return failed(sound, e.kind(), e.detail());
        }
    }

    private List<BulkItem> failed(List<T> sound, ProblemKind kind, String error) {
        return sound.stream()
                .map(said -> BulkItem.failed(0, writes.id(said), kind, error))
                .toList();
    }
}
