package io.corrsh.index.lucene.join.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Deadline;
import io.corrsh.index.SearchStoppedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.lucene.search.TaskExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairSearchTests {

    private static CodeArrays codes(int bits, int size, SplittableRandom random) {
        long[][] words = new long[(bits + 63) / 64][size];
        for (int i = 0; i < size; i++) {
            // Every other code is near an earlier one.
            int like = i == 0 || random.nextBoolean() ? -1 : random.nextInt(i);
            for (int word = 0; word < words.length; word++) {
                long valid = bits - word * 64 >= 64 ? -1L : -1L << (64 - bits % 64);
                words[word][i] = (like < 0 ? random.nextLong() : words[word][like]) & valid;
            }
            for (int flips = like < 0 ? 0 : random.nextInt(12); flips > 0; flips--) {
                int bit = random.nextInt(bits);
                words[bit / 64][i] ^= 1L << (63 - bit % 64);
            }
        }
        return new CodeArrays(bits, size, words);
    }

    private static List<String> expected(CodeArrays codes, int distance) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            for (int j = i + 1; j < codes.size(); j++) {
                if (codes.distance(i, j) <= distance) {
                    pairs.add("%d %d at %d".formatted(i, j, codes.distance(i, j)));
                }
            }
        }
        Collections.sort(pairs);
        return pairs;
    }

    private static List<String> found(PairSearch search, TaskExecutor executor) throws IOException {
        List<String> pairs = new ArrayList<>();
        search.run(
                executor,
                (left, right, distances, count) -> {
                    synchronized (pairs) {
                        for (int i = 0; i < count; i++) {
                            pairs.add("%d %d at %d"
                                    .formatted(Math.min(left[i], right[i]), Math.max(left[i], right[i]), distances[i]));
                        }
                    }
                },
                done -> {});
        Collections.sort(pairs);
        return pairs;
    }

    @ParameterizedTest
    @CsvSource({"16, 2", "24, 0", "40, 1", "64, 3", "64, 7", "72, 5", "128, 3", "128, 14", "192, 4", "256, 3", "256, 30"
    })
    void findsEveryPairOnceByEveryPlan(int bits, int distance) throws IOException {
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        CodeArrays codes = codes(bits, 1500, new SplittableRandom(seed));
        List<String> expected = expected(codes, distance);
        int plans = 0;
        try (ExecutorService helpers = Executors.newFixedThreadPool(2)) {
            TaskExecutor executor = new TaskExecutor(helpers);
            for (int parts = 1; parts <= distance + 1; parts++) {
                ChunkPlan plan = ChunkPlan.of(codes, distance, parts);
                if (!plan.chunks().isEmpty()) {
                    plans++;
                    PairSearch search = new PairSearch(codes, distance, Deadline.NEVER, plan);
                    assertThat(found(search, executor))
                            .as("-Dcorrsh.seed=%d: %s", seed, plan)
                            .isEqualTo(expected);
                }
            }
            PairSearch chosen = new PairSearch(codes, distance, Deadline.NEVER);
            assertThat(found(chosen, executor))
                    .as("-Dcorrsh.seed=%d: %s", seed, chosen.plan())
                    .isEqualTo(expected);
        }
        assertThat(plans).isPositive();
    }

    @Test
    void cutsManyCodesIntoChunks() {
        CodeArrays codes = codes(64, 200_000, new SplittableRandom(1));
        assertThat(ChunkPlan.choose(codes, 3, Deadline.NEVER).chunks()).hasSizeGreaterThan(1);
        assertThat(ChunkPlan.choose(codes, 60, Deadline.NEVER).chunks())
                .as("nothing can be left out")
                .hasSize(1);
    }

    @Test
    void stopsAtTheDeadline() {
        // A bucket of its own for no code: 4.5 billion comparisons, some seconds.
        CodeArrays codes = codes(64, 100_000, new SplittableRandom(1));
        Deadline deadline = Deadline.untilCancelled();
        PairSearch search = new PairSearch(codes, 60, deadline);
        assertThatThrownBy(() -> search.run(
                        new TaskExecutor(Runnable::run),
                        (left, right, distances, count) -> deadline.cancel(),
                        done -> {}))
                .isInstanceOf(SearchStoppedException.class);
        assertThatThrownBy(() -> new PairSearch(codes, 3, Deadline.after(Duration.ZERO)))
                .isInstanceOf(SearchStoppedException.class);
    }
}
