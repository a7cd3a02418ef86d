package io.corrsh.model.training.progress;

/** A corpus cannot be trained on; the message says why, for people. */
public final class TrainingException extends Exception {

    private static final long serialVersionUID = 1;

    /** A failure with its reason in words. */
    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
