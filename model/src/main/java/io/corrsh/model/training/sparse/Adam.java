package io.corrsh.model.training.sparse;

import java.io.IOException;
import java.util.Arrays;

/**
 * Adam as PyTorch computes it (Kingma and Ba, 2015; betas .9 and .999, eps 1e-8, no weight decay). The two
 * step-dependent factors of every step so far are kept, so that a row which was not used can make up its steps later.
 * {@link #begin} is called by one thread while no other uses this object; the rest is safe for several threads on
 * separate ranges.
 */
public final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final float B1 = (float) BETA1;
    private static final float B2 = (float) BETA2;
    private static final float G1 = (float) (1 - BETA1);
    private static final float G2 = (float) (1 - BETA2);
    private static final float EPSILON = 1e-8f;

    /** After as many steps without a gradient, what is left of the first moment no longer changes a float weight. */
    private static final int REPLAYED = 256;

    private float[] stepSize = new float[1024];
    private float[] inverseRoot = new float[1024];
    private int step;

    /** Starts the next step, numbered from 1, at the given learning rate. */
    public void begin(double learningRate) {
        step++;
        if (step == stepSize.length) {
            stepSize = Arrays.copyOf(stepSize, 2 * step);
            inverseRoot = Arrays.copyOf(inverseRoot, 2 * step);
        }
        stepSize[step] = (float) (learningRate / (1 - Math.pow(BETA1, step)));
        inverseRoot[step] = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    }

    /** Goes on after so many steps, whose factors are to be put back by {@link #visit}. */
    public void resume(int steps) {
        int capacity = stepSize.length;
        while (capacity <= steps) {
            capacity *= 2;
        }
        stepSize = Arrays.copyOf(stepSize, capacity);
        inverseRoot = Arrays.copyOf(inverseRoot, capacity);
        step = steps;
    }

    /** Shows the factors of the steps so far. */
    public void visit(StateVisitor visitor) throws IOException {
        visitor.floats("adam.factors", new float[][] {stepSize, inverseRoot});
    }

    /** The number of steps begun so far. */
    public int step() {
        return step;
    }

    /**
     * Applies the current step to the first {@code length} weights. All arrays share one index: with several, C2 cannot
     * rule out that they overlap, and does not vectorise.
     */
    public void update(float[] w, float[] m, float[] v, float[] gradient, int length) {
        float size = stepSize[step];
        float root = inverseRoot[step];
        for (int i = 0; i < length; i++) {
            float g = gradient[i];
            float first = m[i] * B1 + g * G1;
            float second = v[i] * B2 + g * g * G2;
            m[i] = first;
            v[i] = second;
            w[i] -= size * first / ((float) Math.sqrt(second) * root + EPSILON);
        }
    }

    /** Makes up the steps after {@code seen} up to {@code upTo}, in which the gradient was zero. */
    void catchUp(float[] w, float[] m, float[] v, int length, int seen, int upTo) {
        int last = Math.min(upTo, seen + REPLAYED);
        for (int s = seen + 1; s <= last; s++) {
            float size = stepSize[s];
            float root = inverseRoot[s];
            for (int i = 0; i < length; i++) {
                float first = m[i] * B1;
                float second = v[i] * B2;
                m[i] = first;
                v[i] = second;
                w[i] -= size * first / ((float) Math.sqrt(second) * root + EPSILON);
            }
        }
        if (upTo > last) {
            float second = (float) Math.pow(BETA2, upTo - last);
            for (int i = 0; i < length; i++) {
                m[i] = 0; // at most 2e-12 of it is left
                v[i] *= second;
            }
        }
    }
}
