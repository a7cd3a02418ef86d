package io.corrsh.model.training.checkpoint;

import java.io.IOException;

/** A checkpoint is damaged or belongs to another training; the message says how, for people. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
