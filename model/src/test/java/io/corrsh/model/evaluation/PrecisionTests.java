package io.corrsh.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecisionTests {

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());

    @Test
    void isTheMeanAndTheLeastOverAllOrdersOfTies() {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int size = 1 + random.nextInt(7);
            int[] distances = random.ints(size, 0, 4).toArray();
            boolean[] relevant = new boolean[size];
            for (int i = 0; i < size; i++) {
                relevant[i] = random.nextBoolean();
            }
            int k = 1 + random.nextInt(9);
            Precision expected = overAllOrders(distances, relevant, k);
            int[] total = new int[4];
            int[] hits = new int[4];
            for (int i = 0; i < size; i++) {
                total[distances[i]]++;
                hits[distances[i]] += relevant[i] ? 1 : 0;
            }
            double[] exact = Arrays.stream(distances).asDoubleStream().toArray();
            for (Precision actual :
                    List.of(Precision.ofCounts(total, hits, k), Precision.ofDistances(exact, relevant, k))) {
                assertThat(actual.expected()).as("seed %d", seed).isEqualTo(expected.expected(), within(1e-12));
                assertThat(actual.lowerBound()).as("seed %d", seed).isEqualTo(expected.lowerBound(), within(1e-12));
            }
        }
    }

    @Test
    void selectsTheSmallest() {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            double[] values = random.ints(2 + random.nextInt(50), 0, 1 + random.nextInt(40))
                    .asDoubleStream()
                    .toArray();
            int count = 1 + random.nextInt(values.length - 1);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            Selection.smallestFirst(values, count);
            Arrays.sort(values, 0, count);
            assertThat(Arrays.copyOf(values, count)).as("seed %d", seed).isEqualTo(Arrays.copyOf(sorted, count));
        }
    }

    private static Precision overAllOrders(int[] distances, boolean[] relevant, int k) {
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(IntStream.range(0, distances.length).boxed().toList()), 0, orders);
        double sum = 0;
        double least = 1;
        for (List<Integer> order : orders) {
            // A stable sort of every order breaks ties in every way equally often.
            List<Integer> ranking = new ArrayList<>(order);
            ranking.sort(Comparator.comparingInt(i -> distances[i]));
            double precision =
                    ranking.stream().limit(k).filter(i -> relevant[i]).count() / (double) k;
            sum += precision;
            least = Math.min(least, precision);
        }
        return new Precision(sum / orders.size(), least);
    }

    private static void permute(List<Integer> items, int from, List<List<Integer>> into) {
        if (from == items.size()) {
            into.add(new ArrayList<>(items));
        }
        for (int i = from; i < items.size(); i++) {
            Collections.swap(items, from, i);
            permute(items, from + 1, into);
            Collections.swap(items, from, i);
        }
    }
}
