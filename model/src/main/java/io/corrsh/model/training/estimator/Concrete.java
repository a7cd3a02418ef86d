package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.List;

/**
 * Relaxes bits to sigmoid((logit + logistic noise) / temperature), which the decoder then sees (binary Concrete: Maddison, Mnih
 * and Teh, arXiv 1611.00712; Gumbel-softmax: Jang, Gu and Poole, arXiv 1611.01144). The bias falls and the variance rises as the
 * temperature falls; one decode.
 *
 * @param temperature above 0
 */
public record Concrete(double temperature) implements GradientEstimator {

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray sharpness = TensorMath.number(decoder.manager(), logits.getDataType(), 1 / temperature);
        NDArray relaxed = Activation.sigmoid(
                logits.add(TensorMath.logistic(uniforms.getFirst())).mul(sharpness));
        NDArray code = relaxed.add(noise);
        Reconstruction reconstruction = decoder.reconstruct(code.stopGradient());
        return Estimate.of(code, reconstruction.code(), reconstruction);
    }
}
