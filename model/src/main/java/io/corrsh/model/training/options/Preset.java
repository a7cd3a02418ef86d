package io.corrsh.model.training.options;

/** A set of options that belong together. */
public enum Preset {
    /** CorrSH as its reference implementation trains it (arXiv 2006.08858). */
    PAPER,
    /** A Gaussian posterior, cut at the median (VDSH: Chaidaroon and Fang, SIGIR 2017). */
    VDSH,
    /** Independent Bernoulli bits (NASH: Shen and others, ACL 2018, without decoder noise). */
    NASH,
    /** NASH with a mixture of Bernoulli vectors as the prior (BMSH: Dong and others, EMNLP 2019). */
    BMSH,
    /** A Boltzmann machine over word counts and bits, trained by contrastive divergence (replicated softmax, NIPS 2009). */
    ENERGY,
    /** The codes of neighbouring documents agree (a contrastive term), with CorrSH's bound at a small weight. */
    BEST
}
