package io.corrsh.model.training.options;

import static io.corrsh.model.training.options.value.Checks.require;

/**
 * The learning rate over the steps.
 *
 * @param initial the rate after the warm-up
 * @param warmUp the number of steps over which the rate rises linearly to {@code initial}
 * @param decay the factor by which the rate falls every {@code decaySteps} steps, 1 for a constant rate
 * @param decaySteps the number of steps between two falls
 * @param cosine whether the rate also falls to zero along a cosine over the whole training
 */
public record LearningRate(double initial, int warmUp, double decay, int decaySteps, boolean cosine) {

    public LearningRate {
        require(initial > 0 && initial <= 1, "learning rate", "above 0 and at most 1", initial);
        require(warmUp >= 0, "warm-up", "at least 0", warmUp);
        require(decay > 0 && decay <= 1, "decay", "above 0 and at most 1", decay);
        require(decaySteps >= 1, "decay steps", "at least 1", decaySteps);
    }

    /** The rate of a step, counted from 0, of a training of {@code total} steps. */
    public double at(long step, long total) {
        double rate = initial * Math.pow(decay, (double) (step / decaySteps));
        if (step < warmUp) {
            rate *= (step + 1.0) / warmUp;
        }
        return cosine ? rate * 0.5 * (1 + Math.cos(Math.PI * step / Math.max(1, total))) : rate;
    }
}
