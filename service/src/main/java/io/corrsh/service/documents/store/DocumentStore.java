package io.corrsh.service.documents.store;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.documents.duplicates.Duplicate;
import io.corrsh.service.documents.duplicates.DuplicateGate;
import io.corrsh.service.documents.duplicates.DuplicateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts documents with their codes into collections, and takes them out. What it returns is on disk. */
@Component
public final class DocumentStore {

    private final DuplicateGate gate;
    private final DocumentCoder coder;
    private final WriteLocks locks;

    DocumentStore(DuplicateGate gate, DocumentCoder coder, WriteLocks locks) {
        this.gate = gate;
        this.coder = coder;
        this.locks = locks;
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
        List<Encoding> encodings = coder.encode(generation, documents);
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
    public Stored put(Collection collection, ParsedDocument document, DuplicateRule rule, Precondition precondition) {
        List<ParsedDocument> alone = List.of(document);
        if (!precondition.isPresent()) {
            return put(collection, alone, rule).getFirst();
        }
        return collection.write(generation -> {
            List<Encoding> encodings = coder.encode(generation, alone);
            return gate.inTurn(() -> locks.alone(document.id(), () -> {
                precondition.check(document.id(), Version.at(generation.index(), document.id()));
                return write(generation, alone, encodings, rule).getFirst();
            }));
        });
    }

    /**
     * Removes a document if a condition holds of it.
     *
     * @return whether there was one
     */
    public boolean delete(Collection collection, String id, Precondition precondition) {
        return collection.write(generation -> locks.alone(id, () -> {
            String version = Version.at(generation.index(), id);
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
    public long delete(Collection collection, Filter filter) {
        return collection.write(generation -> locks.shared(() -> {
            long matching = generation.index().count(filter);
            if (matching > 0) {
                generation.apply(List.of(new Change.DeleteMatching(filter)));
            }
            return matching;
        }));
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
                changes.add(DocumentCoder.put(generation.encoder(), document, encoding));
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
}
