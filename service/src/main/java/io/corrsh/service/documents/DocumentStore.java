package io.corrsh.service.documents;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.IndexedDocument;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.documents.duplicates.Duplicate;
import io.corrsh.service.documents.duplicates.DuplicateGate;
import io.corrsh.service.documents.duplicates.DuplicateRule;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.storage.passages.PassageTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts documents with their codes into collections, and takes them out. What it returns is on disk. */
@Component
public final class DocumentStore {

    private final DuplicateGate gate;
    private final Breakers breakers;
    private final WriteLocks locks = new WriteLocks();

    public DocumentStore(DuplicateGate gate, Breakers breakers) {
        this.breakers = breakers;
        this.gate = gate;
    }

    /**
     * Encodes documents together and stores them in their order with one commit.
     *
     * @throws io.corrsh.service.problems.ProblemException if memory or disk runs out
     * @throws io.corrsh.index.IndexWriteException if none of them could be stored
     */
    public List<Stored> put(Collection collection, List<ParsedDocument> documents, DuplicateRule rule) {
        return collection.write(generation -> put(generation, documents, rule));
    }

    private List<Stored> put(Generation generation, List<ParsedDocument> documents, DuplicateRule rule) {
        List<Encoding> encodings = encode(generation, documents);
        List<String> ids = documents.stream().map(ParsedDocument::id).toList();
        return rule.action() == OnDuplicate.KEEP
                ? locks.shared(ids, () -> write(generation, documents, encodings, rule))
                : gate.inTurn(() -> locks.shared(ids, () -> write(generation, documents, encodings, rule)));
    }

    /**
     * Stores a document if a condition holds of the one with its id.
     *
     * @throws io.corrsh.service.problems.ProblemException if it does not hold
     * @throws io.corrsh.index.IndexWriteException if it could not be stored
     */
    Stored put(Collection collection, ParsedDocument document, DuplicateRule rule, Precondition precondition) {
        List<ParsedDocument> alone = List.of(document);
        if (!precondition.isPresent()) {
            return put(collection, alone, rule).getFirst();
        }
        return collection.write(generation -> {
            List<Encoding> encodings = encode(generation, alone);
            return gate.inTurn(() -> locks.alone(document.id(), () -> {
                precondition.check(document.id(), version(generation, document.id()));
                return write(generation, alone, encodings, rule).getFirst();
            }));
        });
    }

    /**
     * Does operations in their order with one commit. One whose condition does not hold, of the index and the operations
     * before, or which deletes what is not there, fails alone.
     *
     * @throws io.corrsh.service.problems.ProblemException if memory or disk runs out
     * @throws io.corrsh.index.IndexWriteException if none of them could be done
     */
    public List<Outcome> perform(Collection collection, List<Operation> operations) {
        return collection.write(generation -> perform(generation, operations));
    }

    private List<Outcome> perform(Generation generation, List<Operation> operations) {
        List<ParsedDocument> documents = operations.stream()
                .map(Operation::document)
                .filter(Objects::nonNull)
                .toList();
        Iterator<Encoding> encodings = documents.isEmpty()
                ? Collections.emptyIterator()
                : encode(generation, documents).iterator();
        return locks.alone(
                operations.stream().map(Operation::id).toList(), () -> perform(generation, operations, encodings));
    }

    private static List<Outcome> perform(
            Generation generation, List<Operation> operations, Iterator<Encoding> encodings) {
        Map<String, Optional<String>> versions = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            String id = operation.id();
            ParsedDocument document = operation.document();
            Encoding encoding = document == null ? null : encodings.next();
            String version = versions.computeIfAbsent(id, known -> Optional.ofNullable(version(generation, known)))
                    .orElse(null);
            try {
                operation.condition().check(id, version);
                if (document == null || encoding == null) {
                    require(version != null, id);
                    changes.add(new Change.Delete(id));
                    versions.put(id, Optional.empty());
                    outcomes.add(new Outcome(id, null, null));
                } else {
                    String written = Version.of(document.source());
                    changes.add(put(generation.encoder(), document, encoding));
                    versions.put(id, Optional.of(written));
                    CodeSpace space = generation.index().space();
                    outcomes.add(new Outcome(
                            id, new Stored(space, id, version != null, encoding, written, null, false), null));
                }
            } catch (ProblemException e) {
                outcomes.add(new Outcome(id, null, e));
            }
        }
        if (!changes.isEmpty()) {
            generation.apply(changes);
        }
        return outcomes;
    }

    private static void require(boolean there, String id) {
        if (!there) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "There is no document '%s'".formatted(id));
        }
    }

    /**
     * Removes a document if a condition holds of it.
     *
     * @return whether there was one
     */
    boolean delete(Collection collection, String id, Precondition precondition) {
        return collection.write(generation -> locks.alone(id, () -> {
            String version = version(generation, id);
            precondition.check(id, version);
            if (version != null) {
                generation.apply(List.of(new Change.Delete(id)));
            }
            return version != null;
        }));
    }

    /**
     * Removes all documents that pass a filter.
     *
     * @return how many there were just before
     */
    long delete(Collection collection, Filter filter) {
        return collection.write(generation -> locks.shared(() -> {
            long matching = generation.index().count(filter);
            if (matching > 0) {
                generation.apply(List.of(new Change.DeleteMatching(filter)));
            }
            return matching;
        }));
    }

    private static @Nullable String version(Generation generation, String id) {
        return generation
                .index()
                .get(id)
                .map(document -> Version.of(PassageTable.json(document.source())))
                .orElse(null);
    }

    private List<Encoding> encode(Generation generation, List<ParsedDocument> documents) {
        breakers.check();
        TextEncoder encoder = generation.encoder();
        return documents.size() == 1
                ? List.of(encoder.encode(documents.getFirst().text()))
                : encoder.encode(documents.stream().map(ParsedDocument::text).toList());
    }

    /** The document with its passages. Those of a text without a known word have no codes, but another model may know some. */
    private static byte[] source(TextEncoder encoder, ParsedDocument document, Encoding encoding) {
        if (document.passages().isEmpty()) {
            return document.source();
        }
        return encoding.code() == null
                ? PassageTable.attach(document.source(), document.passages())
                : PassageTable.attach(document.source(), document.passages(), encoder.encode(document.passageTexts()));
    }

    private List<Stored> write(
            Generation generation, List<ParsedDocument> documents, List<Encoding> encodings, DuplicateRule rule) {
        HammingIndex index = generation.index();
        List<@Nullable Duplicate> duplicates = duplicates(index, documents, encodings, rule);
        List<Change> changes = new ArrayList<>(documents.size());
        List<Stored> stored = new ArrayList<>(documents.size());
        Set<String> earlier = new HashSet<>();
        for (int i = 0; i < documents.size(); i++) {
            Duplicate duplicate = duplicates.get(i);
            boolean skipped = duplicate != null && rule.action() == OnDuplicate.SKIP;
            ParsedDocument document =
                    duplicate == null || skipped ? documents.get(i) : tagged(documents.get(i), duplicate);
            Encoding encoding = encodings.get(i);
            boolean replaced = false;
            if (!skipped) {
                replaced =
                        !earlier.add(document.id()) || index.get(document.id()).isPresent();
                changes.add(put(generation.encoder(), document, encoding));
            }
            stored.add(new Stored(
                    index.space(),
                    document.id(),
                    replaced,
                    encoding,
                    Version.of(document.source()),
                    duplicate,
                    skipped));
        }
        if (!changes.isEmpty()) {
            generation.apply(changes);
        }
        return stored;
    }

    // javac forgets that the array may be null where it is a constructor's argument.
    @SuppressWarnings("NullAway")
    private List<@Nullable Duplicate> duplicates(
            HammingIndex index, List<ParsedDocument> documents, List<Encoding> encodings, DuplicateRule rule) {
        if (rule.action() == OnDuplicate.KEEP) {
            return Collections.nCopies(documents.size(), null);
        }
        List<DuplicateGate.Candidate> candidates = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            candidates.add(new DuplicateGate.Candidate(
                    documents.get(i).id(), encodings.get(i).code()));
        }
        return gate.find(index, candidates, rule);
    }

    private ParsedDocument tagged(ParsedDocument document, Duplicate duplicate) {
        DuplicateGate.Tagged tagged = gate.tag(document.source(), duplicate);
        return document.with(tagged.source(), tagged.fields());
    }

    // javac forgets that the array may be null where a record's constructor is compact.
    @SuppressWarnings("NullAway")
    private static Change put(TextEncoder encoder, ParsedDocument document, Encoding encoding) {
        return new Change.Put(new IndexedDocument(
                document.id(),
                encoding.code(),
                source(encoder, document, encoding),
                document.fields(),
                document.text()));
    }

    /**
     * What became of a document.
     *
     * @param space the codes of the collection
     * @param replaced whether there was one with its id
     * @param encoding what the model made of its text
     * @param version what conditions know it by
     * @param duplicate the one that it is like, if that was asked for
     * @param skipped whether it was not stored for that
     */
    public record Stored(
            CodeSpace space,
            String id,
            boolean replaced,
            Encoding encoding,
            String version,
            @Nullable Duplicate duplicate,
            boolean skipped) {

        public boolean coded() {
            return encoding.code() != null;
        }

        /** Whether there is a document that was not there before. */
        public boolean created() {
            return !replaced && !skipped;
        }
    }
}
