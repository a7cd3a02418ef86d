package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.Checks.require;

import io.corrsh.model.training.estimator.ArgMax;
import io.corrsh.model.training.estimator.Concrete;
import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.estimator.OneFlip;
import io.corrsh.model.training.estimator.Reinforce;
import io.corrsh.model.training.estimator.StraightThrough;

/**
 * The estimator of the gradient through the bits, and how its relaxation (the temperature of {@code concrete}, the epsilon of
 * {@code arg-max}; the others have none) falls: {@code max(least, initial exp(-rate step))}.
 *
 * @param estimator which one
 * @param initial the relaxation in the first step
 * @param least the one it never falls below
 * @param rate of its fall by steps
 * @param samples of {@code reinforce}
 */
public record GradientOptions(Gradient estimator, double initial, double least, double rate, int samples) {

    public GradientOptions {
        require(initial > 0 && initial <= 1e3, "relaxation", "above 0 and at most 1000", initial);
        require(least > 0 && least <= initial, "least relaxation", "above 0 and at most " + initial, least);
        require(rate >= 0 && rate <= 1, "relaxation rate", "between 0 and 1", rate);
        require(samples >= 2 && samples <= 100, "gradient samples", "between 2 and 100", samples);
    }

    /** The estimator of a step, counted from 0. */
    public GradientEstimator at(long step) {
        double relaxation = Math.max(least, initial * Math.exp(-rate * step));
        return switch (estimator) {
            case STRAIGHT_THROUGH -> new StraightThrough();
            case ONE_FLIP -> new OneFlip();
            case CONCRETE -> new Concrete(relaxation);
            case REINFORCE -> new Reinforce(samples);
            case ARG_MAX -> new ArgMax(relaxation);
        };
    }
}
