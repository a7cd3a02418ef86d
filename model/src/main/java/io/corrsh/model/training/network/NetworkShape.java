package io.corrsh.model.training.network;

import io.corrsh.model.training.options.bound.Posterior;

/**
 * The sizes of the network: V - E - H with ReLU and dropout after both layers, heads from H to the mean (D), the deviation
 * (D) and the factors (K times D), a decoder from D to V.
 *
 * @param vocabulary V
 * @param embedding E
 * @param hidden H
 * @param bits D
 * @param rank K, 0 for independent bits
 * @param factorScale what the factors, between -1 and 1, are multiplied by
 * @param samples M, the draws of the divergence's estimate
 * @param posterior the family of the posterior
 * @param mixture the components of the prior, 0 for the uniform prior
 * @param dropout the share of units left out in training, after each of the two layers
 * @param embeddingRange the first layer starts uniform from -range to range
 */
public record NetworkShape(
        int vocabulary,
        int embedding,
        int hidden,
        int bits,
        int rank,
        double factorScale,
        int samples,
        Posterior posterior,
        int mixture,
        float dropout,
        float embeddingRange) {

    /** Whether a linear code passes through both layers, with a unit for each bit's positive part and one for its negative one. */
    public boolean holdsLinearCode() {
        return Math.min(embedding, hidden) >= 2 * bits;
    }

    /** The outputs which the posterior has beside the mean: the deviation's and the factors'. */
    public int heads() {
        return switch (posterior) {
            case LOW_RANK -> (1 + rank) * bits;
            case BERNOULLI -> 0;
            case GAUSSIAN -> bits;
        };
    }
}
