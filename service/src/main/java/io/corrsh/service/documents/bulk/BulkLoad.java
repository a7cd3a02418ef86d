package io.corrsh.service.documents.bulk;

import io.corrsh.index.IndexWriteException;
import io.corrsh.model.corpus.LineReader;
import io.corrsh.model.corpus.LineReader.Line;
import io.corrsh.service.documents.DocumentParser;
import io.corrsh.service.documents.DocumentStore;
import io.corrsh.service.documents.ParsedDocument;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads JSON lines and stores them batch by batch; holds no more than a batch. For one request. */
final class BulkLoad {

    /** A batch ends early when its lines have so many bytes. */
    private static final long BATCH_BYTES = 8L << 20;

    private final DocumentParser parser;
    private final Function<List<ParsedDocument>, List<DocumentStore.Stored>> store;
    private final Limits limits;
    private final ItemSpool items;
    private final List<Entry> batch = new ArrayList<>();
    private long batchBytes;

    BulkLoad(
            DocumentParser parser,
            Function<List<ParsedDocument>, List<DocumentStore.Stored>> store,
            Limits limits,
            ItemSpool items) {
        this.parser = parser;
        this.store = store;
        this.limits = limits;
        this.items = items;
    }

    /** Stores what can be stored; a line that cannot fails alone. */
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

    private Entry read(Line line) {
        if (line.isOverlong()) {
            return new Broken(
                    line.number(),
                    ProblemKind.BODY_TOO_LARGE,
                    "The line must have at most %d bytes, got %d"
                            .formatted(limits.body().toBytes(), line.length()));
        }
        try {
            return new Sound(line.number(), parser.parse(line.bytes()));
        } catch (ProblemException e) {
            return new Broken(line.number(), e.kind(), e.detail());
        }
    }

    private void flush() throws IOException {
        List<ParsedDocument> documents = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            if (entry instanceof Sound sound) {
                documents.add(sound.document);
            }
        }
        List<BulkItem> stored = store(documents);
        int next = 0;
        for (Entry entry : batch) {
            items.add(
                    switch (entry) {
                        case Broken broken -> BulkItem.failed(broken.line, null, broken.kind, broken.error);
                        case Sound sound -> stored.get(next++).at(sound.line);
                    });
        }
        batch.clear();
        batchBytes = 0;
    }

    private List<BulkItem> store(List<ParsedDocument> documents) {
        if (documents.isEmpty()) {
            return List.of();
        }
        try {
            return store.apply(documents).stream()
                    .map(stored -> BulkItem.stored(0, stored))
                    .toList();
        } catch (IndexWriteException e) {
            return failed(documents, ProblemKind.INDEX_WRITE, String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            return failed(documents, e.kind(), e.detail());
        }
    }

    private static List<BulkItem> failed(List<ParsedDocument> documents, ProblemKind kind, String error) {
        return documents.stream()
                .map(document -> BulkItem.failed(0, document.id(), kind, error))
                .toList();
    }

    private sealed interface Entry {}

    private record Sound(long line, ParsedDocument document) implements Entry {}

    private record Broken(long line, ProblemKind kind, String error) implements Entry {}
}
