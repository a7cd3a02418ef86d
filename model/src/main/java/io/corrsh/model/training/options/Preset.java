package io.corrsh.model.training.options;

/** A set of options that belong together. */
public enum Preset {
    /** CorrSH as its reference implementation trains it (arXiv 2006.08858). */
    PAPER,
    /** The codes of neighbouring documents agree (a contrastive term), with CorrSH's bound at a small weight. */
    BEST
}
