package io.corrsh.model.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.List;
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
     * What the bound needs of the posterior.
     *
     * @param logits r of the code to reconstruct, B x D
     * @param divergence the estimate of KL(q(s|x) || p(s)) of each document in nats, B
     */
    record Draw(NDArray logits, NDArray divergence) {}

    /**
     * The random numbers of the bound: normal ones for the deviation (e1 B x D, e2 B x M x D) and the factors (c1 B x 1 x K, c2
     * B x M x K), uniform ones for the bits (u1 B x D for each sample, u2 B x 1 x D), and the decoder's noise at its scale (B x
     * D).
     */
    record PosteriorNoise(
            NDArray e1, NDArray e2, NDArray c1, NDArray c2, List<NDArray> u1, NDArray u2, NDArray decoder) {}

    NDArray number(double value) {
        return TensorMath.number(manager, type, value);
    }

    /**
     * The posterior's part of the bound: r ~ N(mu, diag(sd^2) + UU'), bits ~ Bernoulli(sigmoid(r)), and the divergence to
     * the uniform prior estimated from M draws (CorrSH, arXiv 2006.08858, equation 9 of its note on the objective).
     *
     * @param mean mu, B x D
     * @param rest the deviation's and the factors' outputs, B x (1 + K)D
     * @param straightThrough whether the gradient through the divergence's bits is the straight-through one, else exact
     */
    Draw lowRank(NDArray mean, NDArray rest, PosteriorNoise noise, boolean straightThrough) {
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
        return new Draw(r1, divergence(r2, noise.u2(), straightThrough));
    }

    /** z ~ N(mean, diag(deviation^2)) with its divergence from N(0, I); both arguments B x D. */
    Draw gaussian(NDArray mean, NDArray rest, PosteriorNoise noise) {
        NDArray deviation = Activation.softPlus(rest);
        NDArray divergence = mean.square()
                .add(deviation.square())
                .sub(1)
                .mul(number(0.5))
                .sub(deviation.log())
                .sum(new int[] {1});
        return new Draw(mean.add(noise.e1().mul(deviation)), divergence);
    }

    /**
     * The divergence of the mixture of M Bernoulli vectors from the uniform prior, at bits drawn from it.
     *
     * @param logits r, B x M x D
     * @param uniform B x 1 x D
     */
    private NDArray divergence(NDArray logits, NDArray uniform, boolean straightThrough) {
        // The draws are exchangeable, so component 0 is as good as one picked at random.
        NDArray component = logits.get(new NDIndex(":,0:1"));
        NDArray bit = straightThrough
                ? TensorMath.straightThrough(component, uniform)
                : TensorMath.bernoulli(Activation.sigmoid(component.stopGradient()), uniform);
        NDArray logPosterior = logits.mul(bit).sub(Activation.softPlus(logits)).sum(new int[] {2});
        NDArray divergence = TensorMath.logSumExp(logPosterior)
                .add((float) (bits * Math.log(2) - Math.log(samples)))
                .squeeze(1);
        return straightThrough ? divergence : divergence.add(throughBits(component, bit, logits, logPosterior));
    }

    /**
     * Zero, with the gradient of the divergence's expectation by the logits that the bits are drawn from: p (1 - p) times its
     * change by each bit, from all single flips.
     */
    private NDArray throughBits(NDArray component, NDArray bit, NDArray logits, NDArray logPosterior) {
        NDArray fixed = logits.stopGradient();
        NDArray each = logPosterior.stopGradient().expandDims(2);
        NDArray direction = bit.mul(number(-2)).add(1);
        NDArray change = TensorMath.logSumExp(each.add(direction.mul(fixed))).sub(TensorMath.logSumExp(each));
        NDArray probability = Activation.sigmoid(component.stopGradient());
        NDArray slope = probability.mul(probability.neg().add(1)).mul(direction).mul(change);
        NDArray through = component.mul(slope).sum(new int[] {2}).squeeze(1);
        return through.sub(through.stopGradient());
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
        NDArray bit = TensorMath.straightThrough(logits, uniform == null ? number(0.5) : uniform);
        NDList codes = bit.add(bit).sub(1).split(new long[] {pairs}, 0);
        NDArray agreement = codes.get(0).matMul(codes.get(1).transpose()).mul(number(1 / (bits * temperature)));
        return agreement
                .logSoftmax(1)
                .mul(target)
                .sum()
                .add(agreement.logSoftmax(0).mul(back).sum())
                .mul(number(-0.5 / pairs));
    }

    /** The mean of -log p(bit) over the bits that the logits should have, -1 or 1 each; both R x D. */
    NDArray missed(NDArray logits, NDArray bits) {
        return Activation.softPlus(logits.mul(bits.neg())).mean();
    }
}
