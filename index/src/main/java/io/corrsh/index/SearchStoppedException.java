package io.corrsh.index;

/** A search met its {@link Deadline} before its answer was complete; there is no partial answer. */
public final class SearchStoppedException extends RuntimeException {

    public SearchStoppedException(String message) {
        super(message);
    }
}
