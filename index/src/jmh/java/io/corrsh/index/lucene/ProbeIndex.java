package io.corrsh.index.lucene;

import com.sun.management.OperatingSystemMXBean;
import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An index of one segment, filled with codes and ids only, and how long that took. */
final class ProbeIndex {

    private static final int BATCH = 100_000;

    private ProbeIndex() {}

    /** Opens a kept index, or fills a new one. */
    static LuceneHammingIndex open(Path directory, ProbeData data, int bits, int n) throws IOException {
        LuceneHammingIndex index = LuceneHammingIndex.open(
                directory, new CodeSpace("bench", bits), new LuceneIndexOptions(256, 256, 1), IndexListener.NONE);
        if (index.statistics().documents() == 0) {
            fill(index, data, n);
        }
        return index;
    }

    private static void fill(LuceneHammingIndex index, ProbeData data, int n) {
        double seconds = 0;
        List<Change> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < n; i++) {
            batch.add(new Change.Put(
                    new IndexedDocument(Integer.toString(i), data.code(i), new byte[0], Map.of())));
            if (batch.size() == BATCH || i == n - 1) {
                double start = cpuSeconds();
                index.apply(batch);
                seconds += cpuSeconds() - start;
                batch.clear();
            }
        }
        double start = cpuSeconds();
        index.forceMerge(1);
        double merge = cpuSeconds() - start;
        System.out.printf(
                Locale.ROOT,
                "%ndocuments a second of CPU, merges by the way included: %.0f; %.1f s for a last merge to one segment%n",
                n / seconds,
                merge);
    }

    /** Of all threads of this process. */
    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
