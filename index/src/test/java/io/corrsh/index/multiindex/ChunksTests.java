package io.corrsh.index.multiindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTests {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private long[] code(int bits) {
        long[] code = random.longs((bits + 63) / 64).toArray();
        if (bits % 64 != 0) {
            code[code.length - 1] &= ~(-1L >>> (bits % 64));
        }
        return code;
    }

    private long[][] sample(int bits, int size) {
        long[][] sample = new long[size][];
        for (int i = 0; i < size; i++) {
            sample[i] = code(bits);
        }
        return sample;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 64, 72, 128, 200, 256, 1024})
    void eachBitBelongsToOneChunkOfAboutTheSameWidth(int bits) {
        int count = ChunkFit.chunks(bits, 10_000_000);
        Chunks chunks = ChunkFit.spread(bits, count, sample(bits, 300));
        assertThat(chunks.count()).isEqualTo(count);
        int sum = 0;
        for (int chunk = 0; chunk < count; chunk++) {
            assertThat(chunks.bits(chunk)).isBetween(bits / count, bits / count + 1);
            sum += chunks.bits(chunk);
        }
        assertThat(sum).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"64,1000000,4", "64,10000000,3", "64,100000000,3", "128,10000000,6", "16,10000000,1", "64,1000,5"})
    void widthsFitTheNumberOfCodes(int bits, long codes, int chunks) {
        assertThat(ChunkFit.chunks(bits, codes)).isEqualTo(chunks);
    }

    @Test
    void bitsThatAreAlikeComeIntoDifferentChunks() {
        long[][] sample = sample(64, 2000);
        for (long[] code : sample) {
            // The highest four bits are copies of each other.
            code[0] = code[0] << 4 >>> 4 | (code[0] < 0 ? 0xFL << 60 : 0);
        }
        Chunks chunks = ChunkFit.spread(64, 4, sample);
        for (int chunk = 0; chunk < 4; chunk++) {
            assertThat(Long.bitCount(chunks.mask(chunk, 0) & 0xFL << 60))
                    .as("seed %d", seed)
                    .isEqualTo(1);
        }
    }

    @RepeatedTest(20)
    void everyCodeWithinADistanceIsFoundByThatStepAndCountedOnce() {
        int bits = 8 * (2 + random.nextInt(31));
        int count = 1 + random.nextInt(6) + (bits - 1) / Chunks.MAX_BITS;
        Chunks chunks = ChunkFit.spread(bits, count, sample(bits, 100));
        long[] query = code(bits);
        long[] other = query.clone();
        int distance = random.nextInt(Math.min(bits, 12));
        for (int i = 0; i < distance; i++) {
            int bit = random.nextInt(bits);
            other[bit / 64] ^= Long.MIN_VALUE >>> bit;
        }
        int real = 0;
        long[] difference = new long[query.length];
        for (int word = 0; word < query.length; word++) {
            difference[word] = query[word] ^ other[word];
            real += Long.bitCount(difference[word]);
        }
        Set<Integer> foundIn = new TreeSet<>();
        for (int step = 0; step <= real; step++) {
            int chunk = ProbeOrder.chunk(step, count);
            Flips flips = new Flips(chunks.value(chunk, query), chunks.bits(chunk), ProbeOrder.distance(step, count));
            int[] values = new int[7];
            for (int next = flips.next(values); next > 0; next = flips.next(values)) {
                for (int i = 0; i < next; i++) {
                    if (values[i] == chunks.value(chunk, other)) {
                        foundIn.add(step);
                    }
                }
            }
        }
        assertThat(foundIn).as("seed %d", seed).isNotEmpty();
        assertThat(chunks.firstStep(difference))
                .as("seed %d", seed)
                .isEqualTo(foundIn.iterator().next());
    }

    @Test
    void flipsAreAllValuesAtTheDistance() {
        for (int distance = 0; distance <= 11; distance++) {
            Set<Integer> seen = new TreeSet<>();
            Flips flips = new Flips(0x2A5, 10, distance);
            int[] values = new int[16];
            for (int next = flips.next(values); next > 0; next = flips.next(values)) {
                for (int i = 0; i < next; i++) {
                    assertThat(Integer.bitCount(values[i] ^ 0x2A5)).isEqualTo(distance);
                    seen.add(values[i]);
                }
            }
            assertThat(seen).hasSize((int) Flips.count(10, distance));
        }
    }

    @Test
    void evenCodesAreForeseenWhereTheyAre() {
        Chunks chunks = ChunkFit.spread(64, 3, new long[0][]);
        ProbeCosts costs = ProbeCosts.of(chunks, 10_000_000, 1, 1);
        // Of ten million codes some 9 lie within distance 13 of any, 33 within 14, and 120 within 15.
        assertThat(costs.evenDistance(10_000_000, 10)).isEqualTo(14);
        assertThat(costs.evenDistance(10_000_000, 100)).isEqualTo(15);
        assertThat(costs.evenDistance(5, 100)).isEqualTo(64);
    }

    @Test
    void chunksThatLeaveOutOrShareABitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chunks(16, new long[][] {{0xFFL << 56}, {0x7FL << 48}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chunks(16, new long[][] {{0xFFL << 56}, {0x1FEL << 48}}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Chunks(16, new long[][] {{0xFFFFL << 40}}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Chunks(16, new long[][] {{0xFFFFL << 48}, {0}}));
    }
}
