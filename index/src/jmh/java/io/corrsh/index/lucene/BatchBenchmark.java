package io.corrsh.index.lucene;

import io.corrsh.index.Deadline;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Sixty-four queries one by one, and in one pass over memory; figures are for one query. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class BatchBenchmark {

    private static final int QUERIES = 64;

    @Param("10000000")
    int n;

    @Param("64")
    int bits;

    @Param({"1", "10", "100"})
    int k;

    @Param("1")
    int threads;

    @Param("uniform")
    String data;

    private BenchIndex bench;
    private final List<HammingQuery> queries = new ArrayList<>();
    private final List<HistogramQuery> histograms = new ArrayList<>();

    @Setup
    public void build() throws IOException {
        bench = new BenchIndex(n, bits, data, 0, threads);
        Workload workload = new Workload(data, bits, 7);
        for (int i = 0; i < QUERIES; i++) {
            long[] code = workload.next();
            queries.add(new HammingQuery(code, null, k, bits, null));
            histograms.add(new HistogramQuery(code, bits, null, Deadline.NEVER));
        }
    }

    @TearDown
    public void delete() throws IOException {
        bench.close();
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long index() {
        long found = 0;
        for (HammingQuery query : queries) {
            found += bench.index.search(query).neighbours().size();
        }
        return found;
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long together() {
        return bench.index.searchAll(queries).size();
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long histogram() {
        long found = 0;
        for (HistogramQuery query : histograms) {
            found += bench.index.histogram(query).within(bits / 4);
        }
        return found;
    }
}
