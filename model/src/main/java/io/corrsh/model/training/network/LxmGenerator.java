package io.corrsh.model.training.network;

import java.util.random.RandomGenerator;

/**
 * The generator L64X128Mix of Steele and Vigna ("LXM: better splittable pseudorandom number generators", OOPSLA 2021)
 * with a state that can be kept and put back, which the JDK's {@code L64X128MixRandom} does not give away; the same seed
 * gives the same numbers as there. To be used by one thread.
 */
final class LxmGenerator implements RandomGenerator {

    private static final long MULTIPLIER = 0xd1342543de82ef95L;
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;
    private static final long SILVER_RATIO = 0x6A09E667F3BCC909L;

    private long increment;
    private long linear;
    private long first;
    private long second;

    LxmGenerator(long seed) {
        long mixed = seed ^ SILVER_RATIO;
        this.increment = mix(mixed, 33, 0xff51afd7ed558ccdL, 33, 0xc4ceb9fe1a85ec53L, 33) | 1;
        this.linear = 1;
        this.first = stafford(mixed);
        this.second = stafford(mixed + GOLDEN_RATIO);
    }

    @Override
    public long nextLong() {
        long result = mix(linear + first, 32, 0xdaba0b6eb09322e3L, 32, 0xdaba0b6eb09322e3L, 32);
        linear = MULTIPLIER * linear + increment;
        long exchanged = second ^ first;
        first = Long.rotateLeft(first, 24) ^ exchanged ^ (exchanged << 16);
        second = Long.rotateLeft(exchanged, 37);
        return result;
    }

    /** The whole state, four numbers. */
    long[] state() {
        return new long[] {increment, linear, first, second};
    }

    /** Goes on from a state that was kept. */
    void restore(long[] state) {
        if (state.length != 4 || (state[0] & 1) == 0 || (state[2] == 0 && state[3] == 0)) {
            throw new IllegalArgumentException(
                    "'state' must be four numbers, the first odd and the last two not both 0");
        }
        increment = state[0];
        linear = state[1];
        first = state[2];
        second = state[3];
    }

    private static long stafford(long value) {
        return mix(value, 30, 0xbf58476d1ce4e5b9L, 27, 0x94d049bb133111ebL, 31);
    }

    private static long mix(long value, int shift1, long factor1, int shift2, long factor2, int shift3) {
        long z = (value ^ (value >>> shift1)) * factor1;
        z = (z ^ (z >>> shift2)) * factor2;
        return z ^ (z >>> shift3);
    }
}
