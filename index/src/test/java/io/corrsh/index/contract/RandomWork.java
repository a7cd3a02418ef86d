package io.corrsh.index.contract;

import io.corrsh.index.Change;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random documents, changes and queries, the same for the same seed; codes cluster, so that there are many ties. */
final class RandomWork {

    final int bits;
    private final RandomGenerator random;
    private final long[][] centres;
    private final int ids;

    RandomWork(long seed, int bits, int ids) {
        this.bits = bits;
        this.ids = ids;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.centres = new long[1 + random.nextInt(20)][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = uniform();
        }
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    private long[] uniform() {
        long[] code = new long[(bits + 63) / 64];
        for (int bit = 0; bit < bits; bit++) {
            if (random.nextBoolean()) {
                flip(code, bit);
            }
        }
        return code;
    }

    private static void flip(long[] code, int bit) {
        code[bit / 64] ^= 1L << (63 - bit % 64);
    }

    long[] code() {
        if (random.nextInt(10) == 0) {
            return uniform();
        }
        long[] code = centres[random.nextInt(centres.length)].clone();
        for (int flips = random.nextInt(6); flips > 0; flips--) {
            flip(code, random.nextInt(bits));
        }
        return code;
    }

    String id() {
        // Ids beyond ASCII show whose order ties take.
        return switch (random.nextInt(20)) {
            case 0 -> "\uD83D\uDE80" + random.nextInt(ids);
            case 1 -> "\uFF21" + random.nextInt(ids);
            default -> Integer.toString(random.nextInt(ids));
        };
    }

    IndexedDocument document() {
        String id = id();
        List<Object> group = List.of("group " + random.nextInt(8));
        List<Object> rank = List.of((double) random.nextInt(100), -0.0 + random.nextInt(3));
        Map<String, List<Object>> fields = switch (random.nextInt(4)) {
            case 0 -> Map.of();
            case 1 -> Map.of("group", group);
            case 2 -> Map.of("group", group, "rank", rank);
            default -> Map.of("group", group, "rank", rank, "read", List.of(random.nextBoolean()));
        };
        return new IndexedDocument(id, random.nextInt(8) == 0 ? null : code(), source(id), fields);
    }

    /** Mostly short; at times nothing, text that packs well, or bytes that do not pack. */
    private byte[] source(String id) {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> "text ".repeat(random.nextInt(600)).getBytes(StandardCharsets.UTF_8);
            case 2 -> {
                byte[] noise = new byte[random.nextInt(3000)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> ("source of " + id).getBytes(StandardCharsets.UTF_8);
        };
    }

    List<Change> changes(int size) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            changes.add(
                    switch (random.nextInt(36)) {
                        case 0 -> new Change.DeleteMatching(filter(1));
                        case 1, 2, 3, 4, 5 -> new Change.Delete(id());
                        default -> new Change.Put(document());
                    });
        }
        return changes;
    }

    Filter filter(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> new Filter.Equal("group", "group " + random.nextInt(9));
            case 1 -> new Filter.Equal("rank", (double) random.nextInt(100));
            case 2 -> new Filter.Equal("read", random.nextBoolean());
            case 3 ->
                new Filter.Range(
                        "rank",
                        random.nextInt(4) == 0 ? null : (double) random.nextInt(60),
                        random.nextInt(4) == 0 ? null : (double) random.nextInt(100));
            case 4 -> new Filter.Exists(random.nextBoolean() ? "read" : "rank");
            case 5 -> new Filter.And(List.of(filter(depth - 1), filter(depth - 1)));
            case 6 -> new Filter.Or(List.of(filter(depth - 1), filter(depth - 1), filter(depth - 1)));
            default -> new Filter.Not(filter(depth - 1));
        };
    }

    HammingQuery query() {
        float[] weights = null;
        if (random.nextBoolean()) {
            weights = new float[bits];
            for (int bit = 0; bit < bits; bit++) {
                // Few values make ties, many make an order.
                weights[bit] = random.nextBoolean() ? random.nextInt(3) : random.nextFloat(0.01f, 8);
            }
        }
        int k = switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 10;
            case 2 -> 1 + random.nextInt(300);
            default -> 10_000;
        };
        return new HammingQuery(
                code(),
                weights,
                k,
                random.nextBoolean() ? bits : random.nextInt(bits / 2),
                random.nextBoolean() ? null : filter(2));
    }
}
