package io.corrsh.service.collections.reencode;

/** How far a job is, and whether it is to go on. Safe for use by several threads. */
final class Progress {

    private final ReencodeMetrics metrics;
    private volatile boolean stopped;
    private volatile long total;
    private volatile long started = System.nanoTime();
    private long copied;
    private long skipped;

    /**
     * At the beginning.
     *
     * @param metrics count what is encoded
     */
    Progress(ReencodeMetrics metrics) {
        this.metrics = metrics;
    }

    synchronized void begin(long all) {
        total = all;
        copied = 0;
        skipped = 0;
        started = System.nanoTime();
    }

    synchronized void copied(int more) {
        copied += more;
        metrics.encoded(more);
    }

    synchronized void skipped() {
        skipped++;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Goes on, or ends the job. */
    void check() {
        if (stopped) {
            throw new JobStoppedException();
        }
    }

    long total() {
        return total;
    }

    synchronized long done() {
        return copied + skipped;
    }

    /** How many documents are still to be looked at. */
    synchronized long left() {
        return Math.max(0, total - copied - skipped);
    }

    /** The seconds that are left at the pace so far; NaN while nothing is done. */
    synchronized double secondsLeft() {
        long done = copied + skipped;
        double seconds = (System.nanoTime() - started) / 1e9;
        return done == 0 ? Double.NaN : left() * seconds / done;
    }
}
