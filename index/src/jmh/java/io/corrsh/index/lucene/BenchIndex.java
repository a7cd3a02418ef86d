package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An index of codes by seed in a temporary directory; with {@code -jvmArgsAppend -Dcorrsh.bench=DIR} in a directory there,
 * where the next run with the same parameters finds it.
 */
final class BenchIndex implements AutoCloseable {

    private static final int BATCH = 100_000;

    final LuceneHammingIndex index;
    private final Path directory;
    private final boolean keep;

    BenchIndex(int n, int bits, String data, int segments, int threads) throws IOException {
        String kept = System.getProperty("corrsh.bench");
        keep = kept != null;
        directory = keep
                ? Path.of(kept, "%s-%d-%d-%d".formatted(data, bits, n, segments))
                : Files.createTempDirectory("corrsh-bench");
        index = LuceneHammingIndex.open(
                directory,
                new CodeSpace("bench", bits),
                new LuceneIndexOptions(256, 256, threads),
                IndexListener.NONE);
        if (index.statistics().documents() == 0) {
            fill(n, new Workload(data, bits, 42));
            if (segments > 0) {
                index.forceMerge(segments);
            }
        }
        System.out.println(index.statistics());
    }

    private void fill(int n, Workload workload) {
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            batch.add(new Change.Put(
                    new IndexedDocument(Integer.toString(i), workload.next(), new byte[0], Map.of())));
            if (batch.size() == BATCH || i == n - 1) {
                index.apply(batch);
                batch.clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
        if (!keep) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
