package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.List;

/**
 * Takes the derivative by the sampled bit for that by its probability (Bengio, Leonard and Courville, arXiv 1308.3432): biased,
 * one decode.
 */
public record StraightThrough() implements GradientEstimator {

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray code = TensorMath.straightThrough(logits, uniforms.getFirst()).add(noise);
        Reconstruction reconstruction = decoder.reconstruct(code.stopGradient());
        return Estimate.of(code, reconstruction.code(), reconstruction);
    }
}
