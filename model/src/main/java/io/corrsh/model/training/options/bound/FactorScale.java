package io.corrsh.model.training.options.bound;

import java.util.Locale;

/**
 * What the k factors of the bits' correlation, each entry between -1 and 1, are multiplied by. It bounds the covariance
 * UU' that they can give two logits: by 1/k or by 1.
 */
public enum FactorScale {
    /** 1/k, as CorrSH's reference implementation has it. */
    INVERSE,
    /** 1/sqrt(k), with which more factors do not weaken the correlation. */
    INVERSE_SQRT;

    /** The scale of {@code rank} factors. */
    public double of(int rank) {
        return switch (this) {
            case INVERSE -> 1.0 / rank;
            case INVERSE_SQRT -> 1 / Math.sqrt(rank);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
