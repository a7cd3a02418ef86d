package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes until an update is visible, and what more threads bring. An index of a million codes gets single
 * updates; each is durable and visible when {@code apply} returns. Of its parts the refresh, without the sync, is what the
 * index itself needs. Argument: a directory, which must be empty or have been used so before.
 */
public final class UpdateReport {

    private static final int N = 1_000_000;
    private static final int UPDATES = 400;
    private static final int WARM = 100;

    private final List<Double> commits = new ArrayList<>();
    private final List<Double> refreshes = new ArrayList<>();

    private UpdateReport() {}

    public static void main(String[] arguments) throws IOException {
        new UpdateReport().run(Path.of(arguments[0]));
    }

    private void run(Path directory) throws IOException {
        ProbeData data = new ProbeData("uniform", 64, N, 100);
        ProbeIndex.open(directory, data, 64, N).close();
        IndexListener listener = new IndexListener() {
            @Override
            public void onCommit(Duration time, int changes) {
                commits.add(time.toNanos() / 1e6);
            }

            @Override
            public void onRefresh(Duration time) {
                refreshes.add(time.toNanos() / 1e6);
            }
        };
        try (LuceneHammingIndex index = open(directory, 1, listener)) {
            for (int size : new int[] {1, 100, 1000}) {
                updates(index, data, size);
            }
        }
        for (int threads : new int[] {1, 2}) {
            try (LuceneHammingIndex index = open(directory, threads, IndexListener.NONE)) {
                searches(index, data, threads);
            }
        }
    }

    private static LuceneHammingIndex open(Path directory, int threads, IndexListener listener) throws IOException {
        return LuceneHammingIndex.open(
                directory, new CodeSpace("bench", 64), new LuceneIndexOptions(256, 256, threads), listener);
    }

    private void updates(LuceneHammingIndex index, ProbeData data, int size) {
        double[] all = new double[UPDATES];
        for (int round = -WARM; round < UPDATES; round++) {
            if (round == 0) {
                commits.clear();
                refreshes.clear();
            }
            long[] code = data.queries().get(Math.floorMod(round, data.queries().size())).clone();
            code[0] ^= round;
            List<Change> changes = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                String id = Integer.toString(Math.floorMod((round * size + i) * 7919, N));
                changes.add(new Change.Put(new IndexedDocument(id, code, new byte[0], Map.of())));
            }
            long start = System.nanoTime();
            index.apply(changes);
            double millis = (System.nanoTime() - start) / 1e6;
            if (index.search(new HammingQuery(code, null, 1, 0, null)).neighbours().isEmpty()) {
                throw new IllegalStateException("an update is not visible");
            }
            if (round >= 0) {
                all[round] = millis;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "updates of %d: visible and durable %s; commit with its sync %s; refresh %s (ms on the wall)%n",
                size,
                percentiles(all),
                percentiles(array(commits)),
                percentiles(array(refreshes)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void searches(LuceneHammingIndex index, ProbeData data, int threads) {
        double[] times = new double[1000];
        for (int i = -500; i < times.length; i++) {
            long[] code = data.queries().get(Math.floorMod(i, data.queries().size()));
            long start = System.nanoTime();
            index.search(new HammingQuery(code, null, 100, 64, null));
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        System.out.printf(
                Locale.ROOT, "k = 100 by a scan, %d threads: %s (ms on the wall)%n", threads, percentiles(times));
    }

    private static String percentiles(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "p50 %.2f p99 %.2f", sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }
}
