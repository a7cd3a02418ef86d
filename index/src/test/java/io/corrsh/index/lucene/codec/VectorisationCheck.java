package io.corrsh.index.lucene.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fails when the compiler no longer turns the inner loops into vector code. Each is compared, in CPU time and in the same
 * run, with a loop that does the same work with a branch and therefore stays scalar. It is a program rather than a test,
 * because it measures time.
 */
final class VectorisationCheck {

    /** Seen: 3 to 6.5 with vectors, 0.4 to 1 without ({@code -XX:-UseSuperWord}). */
    private static final double LEAST = 2;

    private static final int CODES = 1 << 15;
    private static final int BLOCK = CodeColumns.BLOCK;
    private static final int REPEATS = 200;
    private static final int TRIES = 12;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private VectorisationCheck() {}

    /** A loop over all blocks of the columns; the result keeps the compiler from dropping it. */
    @FunctionalInterface
    private interface Scan {
        long run(MemorySegment[] columns, long[] query);
    }

    private record Kernel(String name, Scan vector, Scan scalar) {}

    public static void main(String[] arguments) throws IOException {
        if (!countsBitsInVectors()) {
            System.out.println("vectorisation: not checked, this CPU has no AVX512_VPOPCNTDQ");
            return;
        }
        boolean lost = false;
        for (Map.Entry<String, double[]> kernel : measure().entrySet()) {
            double ratio = kernel.getValue()[0] / kernel.getValue()[1];
            boolean slow = ratio < LEAST;
            System.out.printf(
                    "vectorisation: %-22s %5.2f ns a code, %5.2f scalar: %4.1f times as fast%s%n",
                    kernel.getKey(),
                    kernel.getValue()[1],
                    kernel.getValue()[0],
                    ratio,
                    slow ? ", LOST: at least %.1f expected".formatted(LEAST) : "");
            lost |= slow;
        }
        if (lost) {
            System.exit(1);
        }
    }

    private static boolean countsBitsInVectors() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        return Files.isReadable(cpu) && Files.readString(cpu).contains("avx512_vpopcntdq");
    }

    private static Map<String, double[]> measure() {
        List<Kernel> kernels = List.of(
                new Kernel("minimum of 1 word", VectorisationCheck::minimum1, VectorisationCheck::scalar1),
                new Kernel("minimum of 2 words", VectorisationCheck::minimum2, VectorisationCheck::scalar2),
                new Kernel("minimum of 3 words", VectorisationCheck::minimum3, VectorisationCheck::scalar3),
                new Kernel("minimum of 4 words", VectorisationCheck::minimum4, VectorisationCheck::scalar4),
                new Kernel("distances of 1 word", VectorisationCheck::distances1, VectorisationCheck::scalar1),
                new Kernel("distances of 2 words", VectorisationCheck::distances2, VectorisationCheck::scalar2));
        Map<String, double[]> times = new LinkedHashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            SplittableRandom random = new SplittableRandom(1);
            MemorySegment[] columns = new MemorySegment[4];
            for (int word = 0; word < columns.length; word++) {
                columns[word] = arena.allocate(CODES * 8L, 64);
                for (int i = 0; i < CODES; i++) {
                    columns[word].set(HammingKernel.LONG, i * 8L, random.nextLong());
                }
            }
            long[] query = {random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()};
            for (Kernel kernel : kernels) {
                double vector = Double.MAX_VALUE;
                double scalar = Double.MAX_VALUE;
                // The best of many short tries in turn: a busy machine disturbs some of them, not all.
                for (int attempt = 0; attempt < TRIES; attempt++) {
                    vector = Math.min(vector, time(kernel.vector, columns, query));
                    scalar = Math.min(scalar, time(kernel.scalar, columns, query));
                }
                times.put(kernel.name, new double[] {scalar, vector});
            }
        }
        return times;
    }

    private static double time(Scan scan, MemorySegment[] columns, long[] query) {
        long sum = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            query[0] += sum & 1;
            sum += scan.run(columns, query);
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        return sum == 42 ? 0 : (double) nanos / REPEATS / CODES;
    }

    private static long minimum1(MemorySegment[] columns, long[] query) {
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            sum += HammingKernel.minimum(columns[0], from * 8L, BLOCK, query[0]);
        }
        return sum;
    }

    private static long minimum2(MemorySegment[] columns, long[] query) {
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            sum += HammingKernel.minimum(columns[0], columns[1], from * 8L, BLOCK, query[0], query[1]);
        }
        return sum;
    }

    private static long minimum3(MemorySegment[] columns, long[] query) {
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            sum += HammingKernel.minimum(
                    columns[0], columns[1], columns[2], from * 8L, BLOCK, query[0], query[1], query[2]);
        }
        return sum;
    }

    private static long minimum4(MemorySegment[] columns, long[] query) {
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            sum += HammingKernel.minimum(
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3],
                    from * 8L,
                    BLOCK,
                    query[0],
                    query[1],
                    query[2],
                    query[3]);
        }
        return sum;
    }

    private static long distances1(MemorySegment[] columns, long[] query) {
        int[] distances = new int[BLOCK];
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            HammingKernel.distances(columns[0], from * 8L, BLOCK, query[0], distances);
            sum += distances[from & (BLOCK - 1)];
        }
        return sum;
    }

    private static long distances2(MemorySegment[] columns, long[] query) {
        int[] distances = new int[BLOCK];
        long sum = 0;
        for (int from = 0; from < CODES; from += BLOCK) {
            HammingKernel.distances(columns[0], from * 8L, BLOCK, query[0], distances);
            HammingKernel.addDistances(columns[1], from * 8L, BLOCK, query[1], distances);
            sum += distances[from & (BLOCK - 1)];
        }
        return sum;
    }

    // The nearest code, with the branch that everybody writes first.

    private static long scalar1(MemorySegment[] columns, long[] query) {
        MemorySegment column0 = columns[0];
        long query0 = query[0];
        int nearest = Integer.MAX_VALUE;
        long at = 0;
        for (int i = 0; i < CODES; i++) {
            int distance = Long.bitCount(column0.get(HammingKernel.LONG, i * 8L) ^ query0);
            if (distance < nearest) {
                nearest = distance;
                at = i;
            }
        }
        return at + nearest;
    }

    private static long scalar2(MemorySegment[] columns, long[] query) {
        MemorySegment column0 = columns[0];
        long query0 = query[0];
        MemorySegment column1 = columns[1];
        long query1 = query[1];
        int nearest = Integer.MAX_VALUE;
        long at = 0;
        for (int i = 0; i < CODES; i++) {
            int distance = Long.bitCount(column0.get(HammingKernel.LONG, i * 8L) ^ query0)
                    + Long.bitCount(column1.get(HammingKernel.LONG, i * 8L) ^ query1);
            if (distance < nearest) {
                nearest = distance;
                at = i;
            }
        }
        return at + nearest;
    }

    private static long scalar3(MemorySegment[] columns, long[] query) {
        MemorySegment column0 = columns[0];
        long query0 = query[0];
        MemorySegment column1 = columns[1];
        long query1 = query[1];
        MemorySegment column2 = columns[2];
        long query2 = query[2];
        int nearest = Integer.MAX_VALUE;
        long at = 0;
        for (int i = 0; i < CODES; i++) {
            int distance = Long.bitCount(column0.get(HammingKernel.LONG, i * 8L) ^ query0)
                    + Long.bitCount(column1.get(HammingKernel.LONG, i * 8L) ^ query1)
                    + Long.bitCount(column2.get(HammingKernel.LONG, i * 8L) ^ query2);
            if (distance < nearest) {
                nearest = distance;
                at = i;
            }
        }
        return at + nearest;
    }

    private static long scalar4(MemorySegment[] columns, long[] query) {
        MemorySegment column0 = columns[0];
        long query0 = query[0];
        MemorySegment column1 = columns[1];
        long query1 = query[1];
        MemorySegment column2 = columns[2];
        long query2 = query[2];
        MemorySegment column3 = columns[3];
        long query3 = query[3];
        int nearest = Integer.MAX_VALUE;
        long at = 0;
        for (int i = 0; i < CODES; i++) {
            int distance = Long.bitCount(column0.get(HammingKernel.LONG, i * 8L) ^ query0)
                    + Long.bitCount(column1.get(HammingKernel.LONG, i * 8L) ^ query1)
                    + Long.bitCount(column2.get(HammingKernel.LONG, i * 8L) ^ query2)
                    + Long.bitCount(column3.get(HammingKernel.LONG, i * 8L) ^ query3);
            if (distance < nearest) {
                nearest = distance;
                at = i;
            }
        }
        return at + nearest;
    }
}
