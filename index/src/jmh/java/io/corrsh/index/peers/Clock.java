package io.corrsh.index.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** CPU time: other processes on the machine move it less than time on the wall. */
final class Clock {

    private static final int ROUNDS = 5;
    private static final long WARM_NANOS = 2_000_000_000L;

    private Clock() {}

    /** A query by its number. */
    @FunctionalInterface
    interface Ask {
        int[] answer(int query) throws IOException;
    }

    /** Seconds of all threads so far. */
    static double processSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** Asks all queries in rounds, some of which only warm up, and gives the mean milliseconds of the best. */
    static double millis(int[][] answers, Ask ask) throws IOException {
        long warm = 0;
        while (warm < WARM_NANOS) {
            warm += round(answers, ask);
        }
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, round(answers, ask));
        }
        return best / 1e6 / answers.length;
    }

    private static long round(int[][] answers, Ask ask) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int query = 0; query < answers.length; query++) {
            answers[query] = ask.answer(query);
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
}
