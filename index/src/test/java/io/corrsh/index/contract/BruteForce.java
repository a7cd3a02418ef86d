package io.corrsh.index.contract;

import io.corrsh.index.BitCounts;
import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What an index should answer, found by looking at every document. */
final class BruteForce {

    private final Map<String, IndexedDocument> documents = new HashMap<>();

    void apply(List<Change> changes) {
        for (Change change : changes) {
            switch (change) {
                case Change.Put put -> documents.put(put.id(), put.document());
                case Change.Delete delete -> documents.remove(delete.id());
                case Change.DeleteMatching matching ->
                    documents.values().removeIf(document -> passes(document, matching.filter()));
            }
        }
    }

    Map<String, IndexedDocument> documents() {
        return documents;
    }

    /** A hit as text, so that lists of them compare and print well. */
    static String line(String id, int distance, double weighted) {
        return "%s at %d, %s".formatted(id, distance, weighted);
    }

    List<String> hits(HammingQuery query) {
        return passing(query)
                .map(document -> new Neighbour(
                        document, distance(document, query), query.weights() == null ? 0 : weighted(document, query)))
                .sorted(Comparator.comparingInt(Neighbour::distance)
                        .thenComparingDouble(Neighbour::weightedDistance)
                        .thenComparing(
                                hit -> hit.document().id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .limit(query.k())
                .map(hit -> line(hit.document().id(), hit.distance(), hit.weightedDistance()))
                .toList();
    }

    long total(HammingQuery query) {
        return passing(query).count();
    }

    BitCounts bitCounts(int bits) {
        long[] set = new long[bits];
        long codes = 0;
        for (IndexedDocument document : documents.values()) {
            if (document.code() != null) {
                BitSet code = code(document.code(), bits);
                code.stream().forEach(bit -> set[bit]++);
                codes++;
            }
        }
        return new BitCounts(codes, set);
    }

    private static BitSet code(long[] words, int bits) {
        BitSet set = new BitSet(bits);
        for (int bit = 0; bit < bits; bit++) {
            set.set(bit, (words[bit / 64] >>> (63 - bit % 64) & 1) == 1);
        }
        return set;
    }

    private Stream<IndexedDocument> passing(HammingQuery query) {
        return documents.values().stream()
                .filter(document -> document.code() != null
                        && distance(document, query) <= query.maxDistance()
                        && (query.filter() == null || passes(document, query.filter())));
    }

    private static int distance(IndexedDocument document, HammingQuery query) {
        long[] code = Objects.requireNonNull(document.code());
        int distance = 0;
        for (int word = 0; word < code.length; word++) {
            distance += Long.bitCount(code[word] ^ query.code()[word]);
        }
        return distance;
    }

    private static double weighted(IndexedDocument document, HammingQuery query) {
        long[] code = Objects.requireNonNull(document.code());
        float[] weights = Objects.requireNonNull(query.weights());
        double sum = 0;
        for (int bit = 0; bit < weights.length; bit++) {
            if (((code[bit / 64] ^ query.code()[bit / 64]) >>> (63 - bit % 64) & 1) == 1) {
                sum += weights[bit];
            }
        }
        return sum;
    }

    static boolean passes(IndexedDocument document, Filter filter) {
        return switch (filter) {
            case Filter.Equal equal ->
                document.fields().getOrDefault(equal.field(), List.of()).contains(equal.value());
            case Filter.Range range ->
                document.fields().getOrDefault(range.field(), List.of()).stream()
                        .anyMatch(value -> value instanceof Double number
                                && (range.from() == null || number >= range.from())
                                && (range.to() == null || number <= range.to()));
            case Filter.Exists exists ->
                !document.fields().getOrDefault(exists.field(), List.of()).isEmpty();
            case Filter.And and -> and.of().stream().allMatch(part -> passes(document, part));
            case Filter.Or or -> or.of().stream().anyMatch(part -> passes(document, part));
            case Filter.Not not -> !passes(document, not.of());
        };
    }
}
