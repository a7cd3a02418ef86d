package io.corrsh.index.contract;

import io.corrsh.index.DuplicatePair;
import io.corrsh.index.Filter;
import io.corrsh.index.IndexedDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The near duplicates of an index, found by comparing every document with every other. */
final class BruteDuplicates {

    static final Comparator<String> BY_BYTES =
            Comparator.comparing(id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final List<IndexedDocument> documents;

    BruteDuplicates(Collection<IndexedDocument> all, @Nullable Filter filter) {
        documents = all.stream()
                .filter(document -> document.code() != null && (filter == null || BruteForce.passes(document, filter)))
                .sorted(Comparator.comparing(IndexedDocument::id, BY_BYTES))
                .toList();
    }

    int documents() {
        return documents.size();
    }

    private static long[] code(IndexedDocument document) {
        return Objects.requireNonNull(document.code());
    }

    private static int distance(long[] left, long[] right) {
        int distance = 0;
        for (int word = 0; word < left.length; word++) {
            distance += Long.bitCount(left[word] ^ right[word]);
        }
        return distance;
    }

    /** Every pair within a distance, the smaller id first. */
    Set<DuplicatePair> pairs(int distance) {
        Set<DuplicatePair> pairs = new HashSet<>();
        for (int i = 0; i < documents.size(); i++) {
            for (int j = i + 1; j < documents.size(); j++) {
                int exact = distance(code(documents.get(i)), code(documents.get(j)));
                if (exact <= distance) {
                    pairs.add(new DuplicatePair(
                            documents.get(i).id(), documents.get(j).id(), exact));
                }
            }
        }
        return pairs;
    }

    /** Every group as "representative: members". */
    Set<String> groups(int distance) {
        Set<String> groups = new HashSet<>();
        boolean[] seen = new boolean[documents.size()];
        for (int i = 0; i < seen.length; i++) {
            List<IndexedDocument> group = new ArrayList<>();
            Deque<Integer> open = new ArrayDeque<>();
            if (!seen[i]) {
                seen[i] = true;
                open.add(i);
            }
            while (!open.isEmpty()) {
                IndexedDocument document = documents.get(open.remove());
                group.add(document);
                for (int j = 0; j < seen.length; j++) {
                    if (!seen[j] && distance(code(document), code(documents.get(j))) <= distance) {
                        seen[j] = true;
                        open.add(j);
                    }
                }
            }
            if (group.size() > 1) {
                groups.add(line(
                        representative(group),
                        group.stream().map(IndexedDocument::id).toList()));
            }
        }
        return groups;
    }

    static String line(String representative, Collection<String> members) {
        return "%s: %s".formatted(representative, new TreeSet<>(members));
    }

    private static String representative(List<IndexedDocument> group) {
        int words = code(group.getFirst()).length;
        long[] majority = new long[words];
        long[] decided = new long[words];
        for (int bit = 0; bit < words * 64; bit++) {
            int word = bit / 64;
            long mask = 1L << (bit % 64);
            long ones = group.stream()
                    .filter(document -> (code(document)[word] & mask) != 0)
                    .count();
            majority[word] |= 2 * ones > group.size() ? mask : 0;
            decided[word] |= 2 * ones != group.size() ? mask : 0;
        }
        return group.stream()
                .min(Comparator.<IndexedDocument>comparingInt(document -> {
                            int distance = 0;
                            for (int word = 0; word < words; word++) {
                                distance += Long.bitCount((code(document)[word] ^ majority[word]) & decided[word]);
                            }
                            return distance;
                        })
                        .thenComparing(IndexedDocument::id, BY_BYTES))
                .orElseThrow()
                .id();
    }
}
