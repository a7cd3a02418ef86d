package io.corrsh.service.collections.reencode;

import io.corrsh.index.Change;
import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.storage.DocumentSource;
import io.corrsh.service.storage.FilterFields;
import io.corrsh.service.storage.passages.Passage;
import io.corrsh.service.storage.passages.PassageTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes of stored documents those of another model. For one thread. */
final class Recoder {

    private static final int TEXTS = 256;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TextEncoder encoder;
    private final JsonMapper json;

    Recoder(TextEncoder encoder, JsonMapper json) {
        this.encoder = encoder;
        this.json = json;
    }

    /** Whether two documents were made of the same input. */
    static boolean same(IndexedDocument one, IndexedDocument other) {
        return PassageTable.isSameInput(one.source(), other.source());
    }

    /**
     * The documents with codes of this model.
     *
     * @throws ProblemException if the encoder has had no room for a minute
     * @throws InterruptedException if the thread is interrupted while it waits for room
     */
    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    List<Change> recode(List<IndexedDocument> documents) throws InterruptedException {
        List<ObjectNode> sources = new ArrayList<>(documents.size());
        List<String> texts = new ArrayList<>(documents.size());
        for (IndexedDocument document : documents) {
            ObjectNode source = (ObjectNode) json.readTree(PassageTable.json(document.source()));
            sources.add(source);
            texts.add(source.path(DocumentSource.TEXT).asString(""));
        }
        List<Change> changes = new ArrayList<>(documents.size());
        for (int from = 0; from < texts.size(); from += TEXTS) {
            int to = Math.min(texts.size(), from + TEXTS);
            List<Encoding> encodings = encode(texts.subList(from, to));
            for (int i = from; i < to; i++) {
                IndexedDocument document = documents.get(i);
                changes.add(new Change.Put(new IndexedDocument(
                        document.id(),
                        encodings.get(i - from).code(),
                        source(document, texts.get(i), encodings.get(i - from)),
                        FilterFields.of(sources.get(i)),
                        texts.get(i))));
            }
        }
        return changes;
    }

    /** The document's JSON with its passages, cut as they were, whether or not this model knows a word of them. */
    private byte[] source(IndexedDocument document, String text, Encoding whole) throws InterruptedException {
        List<Passage> passages = PassageTable.of(document.source());
        byte[] source = PassageTable.json(document.source());
        if (whole.code() == null) {
            return PassageTable.attach(
                    source,
                    passages.stream().map(passage -> passage.withCode(null)).toList());
        }
        return passages.isEmpty()
                ? source
                : PassageTable.attach(
                        source,
                        passages,
                        encode(passages.stream()
                                .map(passage -> passage.of(text))
                                .toList()));
    }

    /** Requests go first: where they leave no room this waits. */
    private List<Encoding> encode(List<String> texts) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return encoder.encode(List.copyOf(texts));
            } catch (ProblemException e) {
                if (e.kind() != ProblemKind.OVERLOADED || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
