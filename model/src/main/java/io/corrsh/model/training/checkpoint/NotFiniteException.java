package io.corrsh.model.training.checkpoint;

import java.io.IOException;

/** A weight is NaN or infinite, and is not written over the last good checkpoint. */
public final class NotFiniteException extends IOException {

    private static final long serialVersionUID = 1;

    NotFiniteException(String tensor) {
        super("The weights of '%s' are no longer finite".formatted(tensor));
    }
}
