package io.corrsh.model.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which documents of the database share a label with a query. Safe for use by several threads. */
final class Relevance {

    private final List<Set<String>> database;
    private final Map<Set<String>, boolean[]> known = new ConcurrentHashMap<>();

    Relevance(List<List<String>> labels) {
        this.database = labels.stream().<Set<String>>map(HashSet::new).toList();
    }

    /** For each document of the database whether it is relevant; computed once for each set of labels. */
    boolean[] of(List<String> labels) {
        return known.computeIfAbsent(Set.copyOf(labels), this::compute);
    }

    private boolean[] compute(Set<String> labels) {
        boolean[] relevant = new boolean[database.size()];
        for (int i = 0; i < relevant.length; i++) {
            for (String label : database.get(i)) {
                relevant[i] |= labels.contains(label);
            }
        }
        return relevant;
    }
}
