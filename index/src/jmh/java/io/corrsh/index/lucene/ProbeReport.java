package io.corrsh.index.lucene;

import io.corrsh.index.HammingQuery;
import io.corrsh.index.SearchResult;
import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.document.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;

/**
 * Chunk tables against the plain scan of the same segment and against a plain read of its bytes, in one run: prints a row
 * of a table for each question. With {@code -Dcorrsh.bench=DIRECTORY} the indexes are kept there. 
 * Arguments: {@code kind:bits:n} for each index, as {@code clustered:64:10000000}; kinds are those of {@link ProbeData}.
 */
public final class ProbeReport {

    private static final int QUERIES = 200;
    private static final int ROUNDS = 6;

    private ProbeReport() {}

    public static void main(String[] arguments) throws IOException {
        for (String argument : arguments) {
            String[] parts = argument.split(":");
            measure(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    private static void measure(String kind, int bits, int n) throws IOException {
        String kept = System.getProperty("corrsh.bench");
        Path directory = kept == null
                ? Files.createTempDirectory("corrsh-bench")
                : Path.of(kept, "probe-%s-%d-%d".formatted(kind, bits, n));
        ProbeData data = new ProbeData(kind, bits, n, QUERIES);
        try (LuceneHammingIndex index = ProbeIndex.open(directory, data, bits, n);
                FSDirectory files = FSDirectory.open(directory);
                DirectoryReader reader = DirectoryReader.open(files);
                StreamRead stream = new StreamRead(directory, (long) n * ((bits + 63) / 64) * Long.BYTES)) {
            List<CodeColumns> segments = new ArrayList<>();
            for (var leaf : reader.leaves()) {
                CodeColumns columns = CodeColumns.of(leaf.reader(), Fields.CODE);
                if (columns != null) {
                    segments.add(columns);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%s, %d bits, %d codes, %d segments: %.1f bytes a code on disk for codes and tables%n",
                    kind,
                    bits,
                    n,
                    segments.size(),
                    (double) index.statistics().codeBytes() / n);
            List<long[]> queries = data.queries();
            System.out.println("| question | index, ms | p50 | scan, ms | stream read, ms | scan / index | read / scan | tables | lists | candidates |");
            System.out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            for (int k : new int[] {10, 100}) {
                row("k = " + k, index, segments, stream, queries, k, bits);
            }
            for (int radius : new int[] {2, 6, 10}) {
                row("radius " + radius, index, segments, stream, queries, 10, radius);
            }
        } finally {
            if (kept == null) {
                delete(directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void row(
            String question,
            LuceneHammingIndex index,
            List<CodeColumns> segments,
            StreamRead stream,
            List<long[]> queries,
            int k,
            int radius) {
        CpuClock search = new CpuClock();
        CpuClock scan = new CpuClock();
        CpuClock read = new CpuClock();
        long lists = 0;
        long candidates = 0;
        long tables = 0;
        long sink = 0;
        // Side by side, so that a busy neighbour on the machine slows all three alike; the first rounds only warm up.
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < queries.size(); i++) {
                long[] query = queries.get(i);
                boolean counts = round >= ROUNDS / 2;
                HammingQuery hamming = new HammingQuery(query, null, k, radius, null);
                SearchResult result = search.time(counts, () -> index.search(hamming));
                lists += result.plan().lists();
                candidates += result.plan().candidates();
                tables += result.plan().segmentsByTables();
                if (i % 20 == 0) {
                    sink += scan.time(counts, () -> PlainScan.nearest(segments, query, k, radius));
                    sink += read.time(counts, () -> stream.read());
                }
            }
        }
        int searches = ROUNDS * queries.size();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f | %.2f | %.0f %% | %.0f %% | %d | %d |%n",
                question,
                search.mean(),
                search.median(),
                scan.mean(),
                read.mean(),
                scan.mean() / search.mean(),
                100 * read.mean() / scan.mean(),
                100.0 * tables / searches / segments.size(),
                lists / searches,
                candidates / searches);
        if (sink == 42) {
            System.out.println(); // keeps the sums alive
        }
    }
}
