package io.corrsh.index;

/** An index on disk holds other codes than asked for, or was written by a newer version. */
public final class IndexMismatchException extends RuntimeException {

    public IndexMismatchException(String message) {
        super(message);
    }
}
