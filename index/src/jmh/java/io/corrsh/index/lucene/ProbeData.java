package io.corrsh.index.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Codes by seed, to be had in their order, and queries that are not among them. Kinds are those of {@link Workload} and
 * {@code planted}: uniform codes, and for each query ten that differ from it in 1 to 10 bits.
 */
final class ProbeData {

    private static final int PLANTED = 10;

    private final Workload codes;
    private final List<long[]> queries = new ArrayList<>();
    private final int bits;
    private final int plantedFrom;
    private final SplittableRandom random = new SplittableRandom(11);

    ProbeData(String kind, int bits, int n, int queryCount) {
        boolean planted = kind.equals("planted");
        this.bits = bits;
        this.plantedFrom = planted ? n - PLANTED * queryCount : n;
        this.codes = new Workload(planted ? "uniform" : kind, bits, 42);
        Workload asked = codes.like(7);
        for (int i = 0; i < queryCount; i++) {
            queries.add(asked.next());
        }
    }

    /** The code with a number; the numbers have to ascend. */
    long[] code(int i) {
        long[] code = codes.next();
        return i < plantedFrom
                ? code
                : near(queries.get((i - plantedFrom) / PLANTED), 1 + (i - plantedFrom) % PLANTED);
    }

    private long[] near(long[] query, int distance) {
        long[] code = query.clone();
        for (int flipped = 0; flipped < distance; ) {
            int bit = random.nextInt(bits);
            long mask = Long.MIN_VALUE >>> bit % 64;
            if (((code[bit / 64] ^ query[bit / 64]) & mask) == 0) {
                code[bit / 64] ^= mask;
                flipped++;
            }
        }
        return code;
    }

    List<long[]> queries() {
        return List.copyOf(queries);
    }
}
