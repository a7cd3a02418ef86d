package io.corrsh.index.lucene;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Codes and queries by seed. */
public final class Workload {

    private static final int CENTRES = 20_000;

    private final int bits;
    private final RandomGenerator random;
    private final long[][] centres;

    /** Makes a workload of {@code uniform} codes, or of {@code clustered} ones: 5 to 10 % of a centre's bits are flipped. */
    public Workload(String kind, int bits, long seed) {
        this.bits = bits;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.centres = new long[kind.equals("clustered") ? CENTRES : 0][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = uniform();
        }
    }

    /** Makes a workload of codes near given ones. */
    public Workload(long[][] centres, int bits, long seed) {
        this.bits = bits;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.centres = centres.clone();
    }

    /** A workload of codes of the same kind, near the same centres, but other codes. */
    Workload like(long seed) {
        return new Workload(centres, bits, seed);
    }

    /** The next code. */
    public long[] next() {
        return centres.length == 0
                ? uniform()
                : near(centres[random.nextInt(centres.length)], random.nextDouble(0.05, 0.1));
    }

    /** A code with some of the bits of another flipped. */
    public long[] near(long[] centre, double flips) {
        long[] code = centre.clone();
        for (int bit = 0; bit < bits; bit++) {
            if (random.nextDouble() < flips) {
                code[bit / 64] ^= 1L << (63 - bit % 64);
            }
        }
        return code;
    }

    private long[] uniform() {
        long[] code = new long[(bits + 63) / 64];
        for (int word = 0; word < code.length; word++) {
            code[word] = random.nextLong();
        }
        if (bits % 64 != 0) {
            code[code.length - 1] &= -1L << (64 - bits % 64);
        }
        return code;
    }
}
