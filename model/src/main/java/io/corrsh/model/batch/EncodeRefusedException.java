package io.corrsh.model.batch;

import java.time.Duration;

/** Texts were not encoded, through no fault of their own. */
public final class EncodeRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final Duration retryAfter;

    EncodeRefusedException(Reason reason, String message, Duration retryAfter) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Why texts were not encoded. */
    public enum Reason {
        /** Too many texts wait. */
        OVERLOADED,
        /** The caller's time was over before they were encoded. */
        DEADLINE,
        /** Nobody waits for them any more. */
        GONE,
        /** The encoder is closed. */
        CLOSED
    }

    public Reason reason() {
        return reason;
    }

    /** After what time it is worth to ask again. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Refusals are many when they come, and say all there is to say: no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
