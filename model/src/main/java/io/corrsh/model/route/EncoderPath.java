package io.corrsh.model.route;

import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.BagEncoder.Recomputed;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.text.BagOfWords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One of the encoders between which is chosen: what it costs, and whether it works. One that fails is left alone for a
 * second, then two, and so on; after {@link #LAST_FAILURE} failures in a row for good.
 */
final class EncoderPath {

    static final int LAST_FAILURE = 10;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final BagEncoder encoder;
    private final PathCosts costs;
    private final LongAdder batches = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Recomputed before = Recomputed.NONE;
    private volatile boolean warmingUp;
    private int failuresInRow;
    private long pausedAt;
    private volatile boolean paused;
    private volatile @Nullable String lastFailure;

    EncoderPath(BagEncoder encoder, EncoderWeights weights) {
        this.encoder = encoder;
        this.costs = new PathCosts(weights);
    }

    BagEncoder encoder() {
        return encoder;
    }

    /** Encodes, and notes what it took. */
    List<Encoding> encode(List<BagOfWords> bags) {
        long started = System.nanoTime();
        List<Encoding> encodings = encoder.encode(bags);
        measured(PathCosts.sizeClass(bags.size()), costs.work(bags), System.nanoTime() - started);
        if (!warmingUp) {
            batches.increment();
        }
        if (paused) {
            recovered();
        }
        return encodings;
    }

    /** Does not count what is done until {@link #warmedUp}: it is nobody's. */
    void warmUp() {
        warmingUp = true;
    }

    void warmedUp() {
        before = encoder.recomputed();
        warmingUp = false;
    }

    Recomputed recomputed() {
        if (warmingUp) {
            return Recomputed.NONE;
        }
        Recomputed all = encoder.recomputed();
        return new Recomputed(all.bits() - before.bits(), all.documents() - before.documents());
    }

    /** Notes what a batch took. */
    void measured(int sizeClass, long work, long nanos) {
        costs.record(sizeClass, work, nanos);
    }

    double cost(int sizeClass) {
        return costs.mean(sizeClass);
    }

    /** Whether a batch may be tried here at the time {@code now} of {@link System#nanoTime()}. */
    boolean isUsable(long now) {
        return !paused || isPauseOver(now);
    }

    /** Notes a failure; gives back whether it is the first after a success. */
    synchronized boolean failed(RuntimeException failure) {
        failures.increment();
        failuresInRow++;
        pausedAt = System.nanoTime();
        paused = true;
        lastFailure = String.valueOf(failure.getMessage());
        return failuresInRow == 1;
    }

    EncoderState state() {
        return new EncoderState(encoder.device(), !paused, batches.sum(), failures.sum(), lastFailure);
    }

    private synchronized void recovered() {
        failuresInRow = 0;
        paused = false;
    }

    private synchronized boolean isPauseOver(long now) {
        if (failuresInRow >= LAST_FAILURE) {
            return false;
        }
        return now - pausedAt >= FIRST_PAUSE.toNanos() << (failuresInRow - 1);
    }
}
