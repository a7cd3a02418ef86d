package io.corrsh.model.training.energy;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Block Gibbs sampling of documents: all bits given the words, then all N words given the bits. It works on words, never on a
 * dense vector of counts, and leaves p(x) of documents of that length as it is. To be used by one thread.
 */
final class GibbsSampler {

    private final EnergyWeights weights;
    private final float[] scores;
    private final double[] cumulative;

    GibbsSampler(EnergyWeights weights) {
        this.weights = weights;
        this.scores = new float[weights.vocabulary()];
        this.cumulative = new double[weights.vocabulary()];
    }

    /** The document after some steps. */
    Counts sample(Counts start, int steps, RandomGenerator random) {
        Counts x = start;
        for (int step = 0; step < steps; step++) {
            float[] h = weights.means(x);
            for (int bit = 0; bit < h.length; bit++) {
                h[bit] = random.nextFloat() < h[bit] ? 1 : 0;
            }
            x = words(h, Math.round(x.total()), random);
        }
        return x;
    }

    private Counts words(float[] h, int length, RandomGenerator random) {
        accumulate(h);
        double total = cumulative[cumulative.length - 1];
        int[] tokens = new int[length];
        for (int i = 0; i < length; i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * total);
            tokens[i] = Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at + 1);
        }
        return Counts.of(tokens);
    }

    /** The running sums of exp(score - largest score); gives back that largest score. */
    private float accumulate(float[] h) {
        weights.scores(h, scores);
        float largest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (int word = 0; word < scores.length; word++) {
            sum += Math.exp(scores[word] - largest);
            cumulative[word] = sum;
        }
        return largest;
    }

    /** -log p(x | h) at the bits' means, without the number of orders of the words. */
    double reconstruction(Counts x, float[] means) {
        double normaliser = accumulate(means);
        normaliser += Math.log(cumulative[cumulative.length - 1]);
        double loss = 0;
        for (int i = 0; i < x.words().length; i++) {
            loss += x.counts()[i] * (normaliser - scores[x.words()[i]]);
        }
        return loss;
    }
}
