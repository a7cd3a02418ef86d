package io.corrsh.model.training.options.bound;

import static io.corrsh.model.training.options.value.Checks.require;

import io.corrsh.model.refinement.Refinement;
import io.corrsh.model.training.estimator.ArgMax;
import io.corrsh.model.training.estimator.Concrete;
import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.estimator.OneFlip;
import io.corrsh.model.training.estimator.Refined;
import io.corrsh.model.training.estimator.Reinforce;
import io.corrsh.model.training.estimator.StraightThrough;
import org.jspecify.annotations.Nullable;

/**
 * The estimator of the gradient through the bits, and how its relaxation (the temperature of {@code concrete}, the epsilon of
 * {@code arg-max}; the others have none) falls: {@code max(least, initial exp(-rate step))}.
 *
 * @param estimator which one
 * @param initial the relaxation in the first step
 * @param least the one it never falls below
 * @param rate of its fall by steps
 * @param samples of {@code reinforce}
 * @param refinement of {@code refined}
 */
public record GradientOptions(
        Gradient estimator, double initial, double least, double rate, int samples, Refinement refinement) {

    /** The steps of a refinement where they are not given. */
    public static final int REFINE_STEPS = 5;

    /** Their rate where it is not given. */
    public static final double REFINE_RATE = 0.1;

    public GradientOptions {
        require(initial > 0 && initial <= 1e3, "relaxation", "above 0 and at most 1000", initial);
        require(least > 0 && least <= initial, "least relaxation", "above 0 and at most " + initial, least);
        require(rate >= 0 && rate <= 1, "relaxation rate", "between 0 and 1", rate);
        require(samples >= 2 && samples <= 100, "gradient samples", "between 2 and 100", samples);
    }

    /**
     * Options of which those not given, null, are the schedules of the estimators' authors: from 1 to .5 at 1e-4 a step for
     * {@code concrete}, to .1 at 1e-5 for {@code arg-max}, 2 samples, and 5 steps of refinement.
     */
    public static GradientOptions of(
            Gradient estimator,
            @Nullable Double initial,
            @Nullable Double least,
            @Nullable Double rate,
            @Nullable Integer samples,
            @Nullable Refinement refinement) {
        boolean argMax = estimator == Gradient.ARG_MAX;
        double first = initial == null ? 1 : initial;
        return new GradientOptions(
                estimator,
                first,
                least == null ? Math.min(first, argMax ? 0.1 : 0.5) : least,
                rate == null ? (argMax ? 1e-5 : 1e-4) : rate,
                samples == null ? 2 : samples,
                refinement == null ? new Refinement(REFINE_STEPS, REFINE_RATE) : refinement);
    }

    /** Options with the schedules of the estimators' authors. */
    public static GradientOptions of(Gradient estimator) {
        return of(estimator, null, null, null, null, null);
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
            case REFINED -> new Refined(refinement.steps(), refinement.rate());
        };
    }
}
