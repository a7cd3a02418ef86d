package io.corrsh.model.training.options;

/** By what the epoch is chosen whose weights are kept; both are measured on the validation documents. */
public enum Selection {
    /** Precision where the validation documents have labels, else loss. */
    AUTO,
    /** The highest precision at 100 by shared labels. */
    PRECISION,
    /** The lowest loss: without any label. */
    LOSS
}
