package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import io.corrsh.model.training.decoder.Decoder;
import java.util.List;

/**
 * Estimates the gradient of E[-log p(x | s + noise)], s ~ Bernoulli(sigmoid(logits)), by the logits, bit by bit. Immutable.
 */
public sealed interface GradientEstimator
        permits ArgMax, Concrete, OneFlip, Refined, Reinforce, Reparameterised, StraightThrough {

    /** How many samples of a code it takes for an estimate. */
    default int samples() {
        return 1;
    }

    /**
     * An estimate for each row.
     *
     * @param logits B x D
     * @param uniforms uniform numbers in [0, 1) for each of the {@link #samples()}, B x D
     * @param noise added to the code before it is decoded, B x D
     */
    Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder);
}
