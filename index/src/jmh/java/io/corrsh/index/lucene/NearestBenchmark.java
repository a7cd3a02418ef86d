package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The exact nearest codes: through the index, with ids and sources fetched, and by the peers, which only find them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class NearestBenchmark {

    private static final int QUERIES = 256;
    private static final int BATCH = 50_000;

    @Param("1000000")
    int n;

    @Param("64")
    int bits;

    @Param("10")
    int k;

    @Param({"clustered", "uniform"})
    String data;

    private Path directory;
    private LuceneHammingIndex index;
    private long[][] columns;
    private LuceneBytes lucene;
    private final List<long[]> queries = new ArrayList<>();
    private int next;

    @Setup
    public void build() throws IOException {
        directory = Files.createTempDirectory("corrsh-bench");
        index = LuceneHammingIndex.open(
                directory.resolve("index"),
                new CodeSpace("bench", bits),
                LuceneIndexOptions.DEFAULT,
                IndexListener.NONE);
        lucene = new LuceneBytes(directory.resolve("bytes"));
        columns = new long[(bits + 63) / 64][n];
        Workload workload = new Workload(data, bits, 42);
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long[] code = workload.next();
            for (int word = 0; word < code.length; word++) {
                columns[word][i] = code[word];
            }
            lucene.add(code, bits);
            byte[] source = "{\"id\":\"%d\",\"title\":\"document number %d\"}"
                    .formatted(i, i)
                    .getBytes(StandardCharsets.UTF_8);
            batch.add(new Change.Put(new IndexedDocument(Integer.toString(i), code, source, Map.of())));
            if (batch.size() == BATCH || i == n - 1) {
                index.apply(batch);
                batch.clear();
            }
        }
        lucene.finish();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(data.equals("clustered") ? workload.next() : workload.near(workload.next(), 0.05));
        }
        System.out.println(index.statistics());
    }

    @TearDown
    public void delete() throws IOException {
        index.close();
        lucene.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private long[] query() {
        return queries.get(next++ % QUERIES);
    }

    @Benchmark
    public SearchResult index() {
        return index.search(new HammingQuery(query(), null, k, bits, null));
    }

    @Benchmark
    public long[] plainLoop() {
        long[] query = query();
        NearestHeap nearest = new NearestHeap(k);
        if (columns.length == 1) {
            long[] codes = columns[0];
            long word = query[0];
            for (int i = 0; i < codes.length; i++) {
                nearest.offer(Long.bitCount(codes[i] ^ word), i);
            }
            return nearest.sorted();
        }
        for (int i = 0; i < n; i++) {
            int distance = 0;
            for (int word = 0; word < query.length; word++) {
                distance += Long.bitCount(columns[word][i] ^ query[word]);
            }
            nearest.offer(distance, i);
        }
        return nearest.sorted();
    }

    @Benchmark
    public long[] luceneBytes() throws IOException {
        return lucene.nearest(query(), bits, k);
    }
}
