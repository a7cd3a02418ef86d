package io.corrsh.service.documents.duplicates;

import io.corrsh.index.Deadline;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchResult;
import io.corrsh.service.collections.settings.OnDuplicate;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.storage.FilterFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds what new documents are like, in the index and among those before them. */
@Component
public final class DuplicateGate {

    /** The field of a document that is stored although there is one like it. */
    public static final String FIELD = "duplicate_of";

    private final CorrshProperties properties;
    private final JsonMapper json;
    private final ReentrantLock turn = new ReentrantLock(true);

    DuplicateGate(CorrshProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
    }

    /** A new document; without a code it is like none. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Candidate(String id, long @Nullable [] code) {}

    /** A document's source and fields. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Tagged(byte[] source, Map<String, List<Object>> fields) {}

    /** Runs what looks for duplicates and then writes; one at a time, so that two cannot miss each other. */
    public <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** For each document the nearest one that it is like, or {@code null}; a document is never like the one it replaces. */
    public List<@Nullable Duplicate> find(HammingIndex index, List<Candidate> candidates, DuplicateRule rule) {
        List<HammingQuery> queries = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.code() != null) {
                queries.add(new HammingQuery(
                        candidate.code(),
                        null,
                        2,
                        rule.maxDistance(),
                        null,
                        Deadline.after(properties.limits().searchTime())));
            }
        }
        List<SearchResult> results = queries.isEmpty() ? List.of() : index.searchAll(queries);
        List<@Nullable Duplicate> found = new ArrayList<>();
        List<Candidate> stored = new ArrayList<>();
        int next = 0;
        for (Candidate candidate : candidates) {
            Duplicate duplicate = null;
            if (candidate.code() != null) {
                duplicate = nearest(candidate, results.get(next++), stored, rule.maxDistance());
                if (duplicate == null || rule.action() == OnDuplicate.TAG) {
                    stored.add(candidate);
                }
            }
            found.add(duplicate);
        }
        return found;
    }

    private static @Nullable Duplicate nearest(
            Candidate candidate, SearchResult indexed, List<Candidate> before, int maxDistance) {
        Duplicate nearest = null;
        for (Neighbour neighbour : indexed.neighbours()) {
            if (nearest == null && !neighbour.document().id().equals(candidate.id())) {
                nearest = new Duplicate(neighbour.document().id(), neighbour.distance());
            }
        }
        for (Candidate other : before) {
            int distance = distance(candidate, other);
            if (!other.id().equals(candidate.id())
                    && distance <= maxDistance
                    && (nearest == null || distance < nearest.distance())) {
                nearest = new Duplicate(other.id(), distance);
            }
        }
        return nearest;
    }

    private static int distance(Candidate left, Candidate right) {
        long[] a = left.code();
        long[] b = right.code();
        int distance = a == null || b == null ? Integer.MAX_VALUE : 0;
        for (int word = 0; a != null && b != null && word < a.length; word++) {
            distance += Long.bitCount(a[word] ^ b[word]);
        }
        return distance;
    }

    /** A document's source with the name of the one that it is like. */
    public Tagged tag(byte[] source, Duplicate duplicate) {
        if (!(json.readTree(source) instanceof ObjectNode document)) {
            throw new IllegalArgumentException("a document is a JSON object");
        }
        document.put(FIELD, duplicate.id());
        return new Tagged(json.writeValueAsBytes(document), FilterFields.of(document));
    }
}
