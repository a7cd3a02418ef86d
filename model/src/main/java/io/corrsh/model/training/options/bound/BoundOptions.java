package io.corrsh.model.training.options.bound;

import static io.corrsh.model.training.options.value.Checks.require;

import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.estimator.Reparameterised;
import io.corrsh.model.training.estimator.StraightThrough;

/**
 * The variational bound: the reconstruction of a document from its code, and the divergence of the posterior from the prior.
 *
 * @param weight of the bound in the loss
 * @param documents of how many documents of a batch it is computed, 0 for all of them
 * @param neighbourShare the share of a neighbour's words in the reconstruction, from 0 to 1
 * @param samples of the divergence's estimate
 * @param posterior the family of the posterior
 * @param mixture the components of the prior, 0 for the uniform prior
 * @param decoder what the decoder learns from
 * @param gradient the estimator of the gradient through its bits
 * @param divergenceStep by how much the divergence's weight, first 0, rises with every epoch
 * @param noise the deviation of the decoder's noise in the first epoch
 * @param noiseStep by how much it falls with every epoch
 */
public record BoundOptions(
        double weight,
        int documents,
        double neighbourShare,
        int samples,
        Posterior posterior,
        int mixture,
        DecoderOptions decoder,
        GradientOptions gradient,
        double divergenceStep,
        double noise,
        double noiseStep) {

    private static final double LEAST_NOISE = 0.05;

    public BoundOptions {
        require(weight >= 0 && weight <= 1e3, "bound weight", "between 0 and 1000", weight);
        require(documents >= 0, "bound documents", "at least 0", documents);
        require(neighbourShare >= 0 && neighbourShare <= 1, "neighbour share", "between 0 and 1", neighbourShare);
        require(samples >= 1 && samples <= 1000, "samples", "between 1 and 1000", samples);
        require(mixture >= 0 && mixture <= 1000, "mixture", "between 0 and 1000", mixture);
        require(
                mixture == 0 || posterior == Posterior.BERNOULLI,
                "mixture",
                "0 unless the posterior is bernoulli",
                mixture);
        require(
                posterior != Posterior.GAUSSIAN || gradient.estimator() == Gradient.STRAIGHT_THROUGH,
                "gradient",
                "left out for a gaussian posterior, which has no bits",
                gradient.estimator());
        boolean normalised = gradient.estimator() == Gradient.ONE_FLIP
                || gradient.estimator() == Gradient.ARG_MAX
                || gradient.estimator() == Gradient.REFINED;
        require(
                !normalised || decoder.loss() == DecoderLoss.SOFTMAX,
                "gradient",
                "straight-through, concrete or reinforce unless the decoder's loss is softmax",
                gradient.estimator());
        require(divergenceStep >= 0 && divergenceStep <= 1, "divergence step", "between 0 and 1", divergenceStep);
        require(noise >= 0 && noise <= 10, "noise", "between 0 and 10", noise);
        require(noiseStep >= 0 && noiseStep <= 1, "noise step", "between 0 and 1", noiseStep);
    }

    /** Whether independent bits, a uniform prior, the full softmax and the straight-through gradient are all there is. */
    public boolean isPlain() {
        return posterior == Posterior.BERNOULLI
                && mixture == 0
                && decoder.loss() == DecoderLoss.SOFTMAX
                && gradient.estimator() == Gradient.STRAIGHT_THROUGH;
    }

    /** The estimator of the gradient through the bits in a step, counted from 0. */
    public GradientEstimator gradientAt(long step) {
        return posterior == Posterior.GAUSSIAN ? new Reparameterised() : gradient.at(step);
    }

    /** The estimator when nothing is learned: hard bits, whatever the gradient. */
    public GradientEstimator evaluation() {
        return posterior == Posterior.GAUSSIAN ? new Reparameterised() : new StraightThrough();
    }

    /** The weight of the divergence in an epoch, counted from 0. */
    public double divergenceWeight(int epoch) {
        return Math.min(1, divergenceStep * epoch);
    }

    /** The deviation of the decoder's noise in an epoch, counted from 0. */
    public double noise(int epoch) {
        return Math.min(noise, Math.max(LEAST_NOISE, noise - noiseStep * epoch));
    }
}
