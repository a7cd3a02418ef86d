package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import io.corrsh.model.training.decoder.Reconstruction;

/**
 * An estimated gradient.
 *
 * @param loss a scalar whose gradient by the logits is the estimate of that of the mean loss times the decoder's scale; its
 *     value means nothing
 * @param reconstruction the loss at the samples, and the decoder's gradients there
 */
public record Estimate(NDArray loss, Reconstruction reconstruction) {

    /** An estimate whose gradient by the logits is given, B x D. */
    static Estimate of(NDArray logits, NDArray gradient, Reconstruction reconstruction) {
        return new Estimate(logits.flatten().dot(gradient.flatten()), reconstruction);
    }
}
