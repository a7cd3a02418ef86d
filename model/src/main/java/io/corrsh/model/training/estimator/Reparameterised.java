package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import java.util.List;

/** Decodes the logits themselves, a continuous code, whose gradient is exact (Kingma and Welling, arXiv 1312.6114). */
public record Reparameterised() implements GradientEstimator {

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray code = logits.add(noise);
        Reconstruction reconstruction = decoder.reconstruct(code.stopGradient());
        return Estimate.of(code, reconstruction.code(), reconstruction);
    }
}
