package io.corrsh.index.lucene;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Supplier;

/** CPU times of the calling thread, in milliseconds. */
final class CpuClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private double[] millis = new double[64];
    private int size;

    /** Does some work, and keeps its time if that counts. */
    <T> T time(boolean counts, Supplier<T> work) {
        long start = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (counts) {
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, 2 * size);
            }
            millis[size++] = nanos / 1e6;
        }
        return result;
    }

    double mean() {
        return Arrays.stream(millis, 0, size).average().orElse(Double.NaN);
    }

    double median() {
        double[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return size == 0 ? Double.NaN : sorted[size / 2];
    }
}
