package io.corrsh.index.lucene;

import com.sun.management.OperatingSystemMXBean;
import io.corrsh.index.Deadline;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
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

/** Groups of near duplicates, from the question to the last id of the last group. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1900m")
public class NearDuplicateBenchmark {

    @Param("1000000")
    int n;

    @Param("64")
    int bits;

    @Param("3")
    int distance;

    @Param("2")
    int threads;

    @Param("false")
    boolean keepPairs;

    @Param("clustered")
    String data;

    private BenchIndex bench;

    @Setup
    public void build() throws IOException {
        bench = new BenchIndex(n, bits, data, 0, threads);
    }

    @TearDown
    public void delete() throws IOException {
        bench.close();
    }

    @Benchmark
    public long groups() {
        long start = System.nanoTime();
        long cpu = cpu();
        NearDuplicateQuery query = new NearDuplicateQuery(distance, null, keepPairs, Deadline.NEVER, done -> {});
        try (NearDuplicates duplicates = bench.index.nearDuplicates(query)) {
            long joined = System.nanoTime();
            long joinedCpu = cpu();
            long[] sums = new long[3];
            duplicates.forEachGroup(distance, group -> {
                sums[0]++;
                sums[1] += group.size();
                for (String member : group.members()) {
                    sums[2] += member.length();
                }
            });
            System.out.printf(
                    "%,d pairs, %,d groups of %,d documents; joined in %.1f s (CPU %.1f s), listed in %.1f s (CPU %.1f s)%n",
                    duplicates.pairs(distance),
                    sums[0],
                    sums[1],
                    (joined - start) / 1e9,
                    (joinedCpu - cpu) / 1e9,
                    (System.nanoTime() - joined) / 1e9,
                    (cpu() - joinedCpu) / 1e9);
            return sums[2];
        }
    }

    /** The CPU time of all threads: what it would take on one free processor. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
