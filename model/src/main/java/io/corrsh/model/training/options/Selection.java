package io.corrsh.model.training.options;

/** By what the epoch is chosen whose weights are kept; both are measured on the validation documents. */
public enum Selection {
    /** The highest agreement of the codes' neighbours with those by tf-idf: without any label. */
    NEIGHBOURS,
    /** The lowest loss: without any label. */
    LOSS,
    /** The highest precision at 100 by shared labels. */
    PRECISION
}
