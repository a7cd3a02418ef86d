package io.corrsh.service.documents.store;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Does several writes with conditions of their own together. What it returns is on disk. */
@Component
public final class OperationStore {

    private final DocumentCoder coder;
    private final WriteLocks locks;

    OperationStore(DocumentCoder coder, WriteLocks locks) {
        this.coder = coder;
        this.locks = locks;
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
                : coder.encode(generation, documents).iterator();
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
            String version = versions.computeIfAbsent(
                            id, known -> Optional.ofNullable(Version.at(generation.index(), known)))
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
                    changes.add(DocumentCoder.put(generation.encoder(), document, encoding));
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
}
