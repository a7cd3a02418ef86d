package io.corrsh.model.batch;

import io.corrsh.model.batch.EncodeRefusedException.Reason;
import io.corrsh.model.batch.Turns.Text;
import io.corrsh.model.encoder.BagEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The texts that wait, bounded, in the order of the callers' turns. Safe for use by several threads. */
final class TextQueue {

    /** Fewer texts than this are not worth another thread. */
    private static final int SMALLEST_SHARE = 16;

    /** About how many characters a token takes with what parts it from the next. */
    private static final int CHARACTERS_A_TOKEN = 6;

    /** How many times less a text must cost in a full batch to be worth waiting for others. */
    private static final double WORTH_WAITING = 2;

    private static final long PATIENCE_NANOS = 100_000_000;

    private final BatchOptions options;
    private final BagEncoder encoder;
    private final FairLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Turns turns = new Turns();
    private int waiting;
    private long oldest;
    private double nanosPerText;
    private boolean closed;

    TextQueue(BatchOptions options, BagEncoder encoder) {
        this.options = options;
        this.encoder = encoder;
        this.limit = new FairLimit(options.capacity());
    }

    /**
     * Puts a call into the queue.
     *
     * @throws EncodeRefusedException if there is no room, or the queue is closed
     */
    void put(EncodeCall call) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            String caller = call.caller().name();
            while (!limit.tryAcquire(caller, call.size())) {
                if (!call.caller().patient()) {
                    throw full();
                }
                if (call.caller().remaining() <= 0) {
                    throw call.deadline();
                }
                var ignored =
                        room.awaitNanos(Math.min(PATIENCE_NANOS, call.caller().remaining()));
                requireOpen();
            }
            if (waiting == 0) {
                oldest = System.nanoTime();
            }
            waiting += call.size();
            turns.add(call);
            if (call.size() > SMALLEST_SHARE) {
                work.signalAll();
            } else {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Why texts of a caller that does not wait for room would be refused now; null if they would not. */
    @Nullable
    EncodeRefusedException refusal(String caller) {
        if (limit.hasRoom(caller)) {
            return null;
        }
        lock.lock();
        try {
            return full();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next batch, or nothing when the queue is closed and empty. */
    List<Text> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (waiting == 0 && !closed) {
                    work.await();
                }
                if (waiting == 0) {
                    return List.of();
                }
                linger();
                List<Text> batch = draw();
                if (!batch.isEmpty()) {
                    return batch;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes what still waits of a call out of the queue, if anything does. */
    void remove(EncodeCall call) {
        if (call.isTaken()) {
            return;
        }
        lock.lock();
        try {
            turns.remove(call);
            drop(call);
        } finally {
            lock.unlock();
        }
    }

    /** Notes how long a batch took. */
    void took(int texts, long nanos) {
        lock.lock();
        try {
            double seen = (double) nanos / texts / options.threads();
            nanosPerText += 0.05 * (seen - nanosPerText);
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void linger() throws InterruptedException {
        while (!closed && waiting > 0 && waiting < options.texts()) {
            long left = options.linger().toNanos() - (System.nanoTime() - oldest);
            if (left <= 0 || encoder.gain(waiting, options.texts()) < WORTH_WAITING) {
                return;
            }
            var ignored = work.awaitNanos(left);
        }
    }

    private List<Text> draw() {
        int share = Math.max(SMALLEST_SHARE, Math.ceilDiv(waiting, options.threads()));
        int most = Math.min(options.texts(), share);
        List<Text> batch = new ArrayList<>(Math.min(most, waiting));
        long characters = 0;
        while (batch.size() < most && characters < (long) options.tokens() * CHARACTERS_A_TOKEN) {
            Text text = turns.next();
            if (text == null) {
                break;
            }
            waiting--;
            limit.release(text.call().caller().name(), 1);
            if (text.call().caller().remaining() <= 0) {
                text.call().fail(text.call().deadline());
                drop(text.call());
            } else {
                batch.add(text);
                characters += text.value().length() + 1L;
            }
        }
        oldest = System.nanoTime();
        room.signalAll();
        return batch;
    }

    private void drop(EncodeCall call) {
        int dropped = call.leave();
        if (dropped > 0) {
            waiting -= dropped;
            limit.release(call.caller().name(), dropped);
            room.signalAll();
        }
    }

    private EncodeRefusedException full() {
        Duration time = Duration.ofNanos((long) (waiting * nanosPerText)).plusMillis(1);
        return new EncodeRefusedException(Reason.OVERLOADED, waiting + " texts wait to be encoded", time);
    }

    private void requireOpen() {
        if (closed) {
            throw new EncodeRefusedException(Reason.CLOSED, "The encoder is closed", Duration.ofSeconds(5));
        }
    }
}
