package io.corrsh.model.batch;

import io.corrsh.model.batch.EncodeRefusedException.Reason;
import io.corrsh.model.encoder.Encoding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The texts of one call, on their way through the queue: taken one by one in their order, encoded in any. */
final class EncodeCall {

    /** How often a caller that waits looks whether anybody still waits for it. */
    private static final long LOOK_NANOS = 100_000_000;

    private final Caller caller;
    private final List<String> texts;
    private final boolean exact;
    private final long queued = System.nanoTime();
    private final @Nullable Encoding[] encodings;
    private final AtomicInteger left;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int next; // written under the queue's lock
    private volatile @Nullable Throwable failure;

    /**
     * A call.
     *
     * @param texts at least one
     * @param exact whether the logits must be those of the reference encoder
     */
    EncodeCall(Caller caller, List<String> texts, boolean exact) {
        this.caller = caller;
        this.texts = texts;
        this.exact = exact;
        this.encodings = new Encoding[texts.size()];
        this.left = new AtomicInteger(texts.size());
    }

    Caller caller() {
        return caller;
    }

    boolean isExact() {
        return exact;
    }

    int size() {
        return texts.size();
    }

    String text(int index) {
        return texts.get(index);
    }

    long queuedAt() {
        return queued;
    }

    /** Takes the next text, by its index. */
    int takeNext() {
        int taken = next;
        next = taken + 1;
        return taken;
    }

    /** Whether all texts were taken. */
    boolean isTaken() {
        return next == texts.size();
    }

    /** How many texts were not taken yet. */
    int waiting() {
        return texts.size() - next;
    }

    /** Leaves the texts that were not taken; gives back how many they are. */
    int leave() {
        int waiting = waiting();
        next = texts.size();
        return waiting;
    }

    /** Notes the encoding of a text. */
    void complete(int index, Encoding encoding) {
        encodings[index] = encoding;
        if (left.decrementAndGet() == 0) {
            done.countDown();
        }
    }

    void fail(Throwable cause) {
        failure = cause;
        done.countDown();
    }

    boolean isOver() {
        return done.getCount() == 0;
    }

    /**
     * Waits for the encodings.
     *
     * @throws EncodeRefusedException if the caller's time is over, or nobody waits for it any more
     */
    List<Encoding> await() throws InterruptedException {
        long remaining = caller.remaining();
        while (!done.await(Math.min(remaining, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
            remaining = caller.remaining();
            if (remaining <= 0) {
                throw deadline();
            }
            if (caller.gone().getAsBoolean()) {
                throw new EncodeRefusedException(Reason.GONE, "Nobody waits for the codes any more", Duration.ZERO);
            }
        }
        Throwable cause = failure;
        if (cause instanceof EncodeRefusedException refused) {
            throw refused;
        }
        if (cause != null) {
            throw new IllegalStateException("The texts could not be encoded", cause);
        }
        // left has reached 0: all were set before.
        @SuppressWarnings("NullAway")
        List<Encoding> all = Arrays.asList(encodings);
        return all;
    }

    EncodeRefusedException deadline() {
        return new EncodeRefusedException(
                Reason.DEADLINE,
                "The texts were not encoded within %s".formatted(caller.timeout()),
                Duration.ofSeconds(1));
    }
}
