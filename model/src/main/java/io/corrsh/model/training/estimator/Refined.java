package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.List;

/**
 * Gradient-based inference (Cho's note of 2015; Hjelm and others, arXiv 1511.06382) instead of a gradient through bits. E step:
 * from the encoder's logits, gradient ascent on the bound log p(x | mu) + H(mu) by the logits of mu. M step: the decoder learns
 * from bits drawn from the refined means. Auxiliary cost: the encoder learns to start there, by the cross-entropy of its own
 * means to the refined ones, whose gradient by its logits is the difference of the two. A step costs about half a decode.
 *
 * @param steps of the ascent
 * @param rate what the gradient is multiplied by
 */
public record Refined(int steps, double rate) implements GradientEstimator {

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray start = logits.stopGradient();
        NDArray mean = Activation.sigmoid(refine(start, decoder));
        NDArray bit = TensorMath.bernoulli(mean, uniforms.getFirst());
        Reconstruction reconstruction = decoder.reconstruct(bit.add(noise));
        NDArray gradient = Activation.sigmoid(start).sub(mean).mul(decoder.rowScale());
        return Estimate.of(logits, gradient, reconstruction);
    }

    /** The logits after all steps; outside of any gradient. */
    NDArray refine(NDArray logits, Decoder decoder) {
        NDArray evidence = decoder.evidence();
        NDArray refined = logits;
        for (int step = 0; step < steps; step++) {
            NDArray mean = Activation.sigmoid(refined);
            NDArray slope = mean.mul(mean.neg().add(1))
                    .mul(evidence.sub(decoder.expectation(mean)).sub(refined));
            refined = refined.add(slope.mul(rate));
        }
        return refined;
    }
}
