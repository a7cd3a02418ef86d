package io.corrsh.model.training.options.bound;

import java.util.Locale;

/** The family of the posterior over a document's code. */
public enum Posterior {
    /** CorrSH: Bernoulli bits whose logits are Gaussian with a low-rank plus diagonal covariance. */
    LOW_RANK,
    /** Independent Bernoulli bits, whose divergence has a closed form (NASH; with a mixture prior BMSH). */
    BERNOULLI,
    /** A Gaussian with independent components; a bit says whether a mean is above its median over train (VDSH). */
    GAUSSIAN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
