package io.corrsh.model.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The terms of the loss as graphs of libtorch. Numbers enter as tensors of the step's manager, never as Java numbers,
 * whose memory DJL frees before the backward pass reads it.
 *
 * @param manager of the step
 * @param type of all tensors
 * @param bits D
 * @param rank K, the number of factors of the correlation; 0 for none
 * @param factorScale what the factors, between -1 and 1, are multiplied by
 * @param samples M of the divergence's estimate
 */
record Objective(NDManager manager, DataType type, int bits, int rank, double factorScale, int samples) {

    /**
     * What the bound needs: the decoder's input and the divergence.
     *
     * @param code the straight-through sample with the decoder's noise, B x D
     * @param divergence the estimate of KL(q(s|x) || p(s)) of each document in nats, B
     */
    record Posterior(NDArray code, NDArray divergence) {}

    /**
     * The random numbers of the bound: normal ones for the deviation (e1 B x D, e2 B x M x D) and the factors (c1 B x 1 x K, c2
     * B x M x K), uniform ones for the bits (u1 B x D, u2 B x 1 x D), and the decoder's noise at its scale (B x D).
     */
    record PosteriorNoise(NDArray e1, NDArray e2, NDArray c1, NDArray c2, NDArray u1, NDArray u2, NDArray decoder) {}

    NDArray number(double value) {
        return type == DataType.FLOAT64
                ? manager.create(new double[] {value}, new Shape())
                : manager.full(new Shape(), (float) value, type);
    }

    static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }

    /** Straight-through Bernoulli: the value is the sample, the gradient is that of the probability. */
    NDArray sample(NDArray logit, NDArray uniform) {
        NDArray probability = Activation.sigmoid(logit);
        NDArray bit = uniform.lt(probability).toType(type, false);
        return probability.add(bit.sub(probability).stopGradient());
    }

    /**
     * The posterior's part of the bound: r ~ N(mu, diag(sd^2) + UU'), bits ~ Bernoulli(sigmoid(r)), and the divergence to
     * the uniform prior estimated from M draws (CorrSH, arXiv 2006.08858, equation 9 of its note on the objective).
     *
     * @param mean mu, B x D
     * @param rest the deviation's and the factors' outputs, B x (1 + K)D
     */
    Posterior posterior(NDArray mean, NDArray rest, PosteriorNoise noise) {
        long batch = mean.getShape().get(0);
        NDList heads = rank == 0 ? new NDList(rest) : rest.split(new long[] {bits}, 1);
        NDArray deviation = Activation.softPlus(heads.get(0));
        NDArray r1 = mean.add(noise.e1().mul(deviation));
        NDArray r2 = mean.expandDims(1).add(noise.e2().mul(deviation.expandDims(1)));
        if (rank > 0) {
            NDArray factors = heads.get(1).tanh().mul(number(factorScale)).reshape(batch, rank, bits);
            r1 = r1.add(noise.c1().batchMatMul(factors).squeeze(1));
            r2 = r2.add(noise.c2().batchMatMul(factors));
        }
        NDArray code = sample(r1, noise.u1()).add(noise.decoder());
        // The draws are exchangeable, so component 0 is as good as one picked at random.
        NDArray bit = sample(r2.get(new NDIndex(":,0:1")), noise.u2());
        NDArray logPosterior = r2.mul(bit).sub(Activation.softPlus(r2)).sum(new int[] {2});
        NDArray divergence = logSumExp(logPosterior)
                .add((float) (bits * Math.log(2) - Math.log(samples)))
                .squeeze(1);
        return new Posterior(code, divergence);
    }

    /**
     * InfoNCE in both directions between the codes of two views, as +-1 vectors compared by their mean agreement over the
     * temperature.
     *
     * @param logits 2C x D, first the one view and then the other
     * @param uniform 2C x D, or null for the sign of the logits instead of a sample
     * @param target C x C, each row a distribution over the documents that row i of the first view should find
     * @param back the same from the second view to the first, transposed
     */
    NDArray contrastive(NDArray logits, @Nullable NDArray uniform, NDArray target, NDArray back, double temperature) {
        long pairs = logits.getShape().get(0) / 2;
        NDArray bit = sample(logits, uniform == null ? number(0.5) : uniform);
        NDList codes = bit.add(bit).sub(1).split(new long[] {pairs}, 0);
        NDArray agreement = codes.get(0).matMul(codes.get(1).transpose()).mul(number(1 / (bits * temperature)));
        return agreement
                .logSoftmax(1)
                .mul(target)
                .sum()
                .add(agreement.logSoftmax(0).mul(back).sum())
                .mul(number(-0.5 / pairs));
    }

    private static NDArray logSumExp(NDArray a) {
        int[] axis = {1};
        NDArray max = a.max(axis, true).stopGradient();
        return a.sub(max).exp().sum(axis, true).log().add(max);
    }
}
