package io.corrsh.model.training.network;

import java.util.random.RandomGenerator;

/**
 * All random numbers of a training, from one seed: drawn in Java because libtorch's generator is one for the whole
 * process. The sequence depends on the seed and the order of the calls only. To be used by one thread.
 */
public final class Noise {

    private final LxmGenerator random;

    public Noise(long seed) {
        this.random = new LxmGenerator(seed);
    }

    public RandomGenerator random() {
        return random;
    }

    /** Where the sequence is: four numbers, from which {@link #restore} goes on. */
    public long[] state() {
        return random.state();
    }

    /**
     * Goes on from a place in a sequence.
     *
     * @throws IllegalArgumentException for what is not a state
     */
    public void restore(long[] state) {
        random.restore(state);
    }

    /** Fills with standard normal values times {@code scale}. */
    public void normal(float[] out, int length, float scale) {
        for (int i = 0; i < length; i++) {
            out[i] = scale * (float) random.nextGaussian();
        }
    }

    /** Fills with values uniform in [0, 1). */
    public void uniform(float[] out, int length) {
        for (int i = 0; i < length; i++) {
            out[i] = random.nextFloat();
        }
    }

    /** Fills with sigmoid(scale * logit(u)), u uniform in (0, 1): logistic noise of that scale, as a probability. */
    public void thresholds(float[] out, int length, float scale) {
        uniform(out, length);
        for (int i = 0; i < length && scale != 1; i++) {
            out[i] = (float) (1 / (1 + Math.pow((1 - out[i]) / out[i], scale)));
        }
    }

    /** Fills with 0 at the given rate and else the factor which keeps the mean at 1. The rate is kept to 2^-16. */
    public void dropout(float[] out, int length, float rate) {
        int limit = Math.round(rate * 65536);
        float kept = 1 / (1 - rate);
        for (int i = 0; i < length; i += 4) {
            long bits = random.nextLong();
            for (int j = i; j < Math.min(i + 4, length); j++) {
                out[j] = (bits & 0xFFFF) < limit ? 0 : kept;
                bits >>>= 16;
            }
        }
    }
}
