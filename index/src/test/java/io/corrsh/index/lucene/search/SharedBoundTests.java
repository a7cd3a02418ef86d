package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SharedBoundTests {

    @Test
    void fallsToTheDistanceOfTheKthNearest() {
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            int k = random.nextInt(1, 20);
            int radius = random.nextInt(65);
            SharedBound bound = new SharedBound(k, radius);
            int[] offered = random.ints(random.nextInt(60), 0, 65).toArray();
            int before = radius;
            for (int distance : offered) {
                bound.offer(distance);
                assertThat(bound.get()).as("-Dcorrsh.seed=%d", seed).isBetween(0, before);
                before = bound.get();
            }
            Arrays.sort(offered);
            int kth = offered.length < k ? radius : Math.min(radius, offered[k - 1]);
            assertThat(bound.get()).as("-Dcorrsh.seed=%d, k %d", seed, k).isEqualTo(kth);
        }
    }

    @Test
    void isLoweredFromOutsideWithoutForgettingWhatItCounted() {
        SharedBound bound = new SharedBound(3, 64);
        bound.offer(1);
        bound.offer(9);
        bound.offer(2);
        assertThat(bound.get()).isEqualTo(9);
        bound.lower(5);
        bound.lower(7);
        assertThat(bound.get()).isEqualTo(5);
        bound.offer(3);
        assertThat(bound.get()).isEqualTo(3);
    }

    @Test
    void agreesAmongThreads() throws InterruptedException {
        SharedBound bound = new SharedBound(100, 64);
        Thread[] threads = new Thread[3];
        for (int thread = 0; thread < threads.length; thread++) {
            int first = thread;
            threads[thread] = Thread.ofPlatform().start(() -> {
                for (int i = first; i < 64 * 3 * 50; i += 3) {
                    bound.offer(i % 64);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // 150 documents lie at every distance.
        assertThat(bound.get()).isZero();
    }
}
