package io.corrsh.model.training.options.bound;

import java.util.Locale;

/** How the gradient through the bits of CorrSH's bound is estimated. */
public enum Gradient {
    /** Straight-through, as CorrSH's reference implementation has it. */
    STRAIGHT_THROUGH,
    /** From the exact change of the loss by each bit. */
    ONE_FLIP,
    /** Binary Concrete, at a falling temperature. */
    CONCRETE,
    /** REINFORCE with a leave-one-out baseline. */
    REINFORCE,
    /** Direct optimisation through arg max, with a falling epsilon. */
    ARG_MAX,
    /** None: the posterior is refined, and the encoder learns to start where the refinement ends. */
    REFINED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
