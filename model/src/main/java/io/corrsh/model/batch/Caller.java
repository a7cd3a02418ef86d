package io.corrsh.model.batch;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a thread encodes. Bound to {@link #CURRENT} while it does; a thread without one is nobody in
 * particular, who waits as long as it takes.
 *
 * @param name callers of the same name share what is their due
 * @param started when the call began, by {@link System#nanoTime()}
 * @param timeout how long the call may take; null for any time
 * @param patient whether to wait for room in a full queue instead of being refused
 * @param gone whether nobody waits for the answer any more; asked now and then by the thread that the caller is bound to
 */
public record Caller(String name, long started, @Nullable Duration timeout, boolean patient, BooleanSupplier gone) {

    /** The caller that a thread encodes for. */
    public static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    private static final Caller NOBODY = new Caller("", 0, null, true, () -> false);

    /** The caller of this thread. */
    public static Caller current() {
        return CURRENT.orElse(NOBODY);
    }

    /** How many nanoseconds are left, not positive if the time is over. */
    long remaining() {
        return timeout == null ? Long.MAX_VALUE : timeout.toNanos() - (System.nanoTime() - started);
    }
}
