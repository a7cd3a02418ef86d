package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.ArrayList;
import java.util.List;

/**
 * The score function times the loss (Williams, 1992), less the mean loss of the other samples as a baseline (Kool, van Hoof and
 * Welling, 2019): unbiased, of high variance, as many decodes as samples, and for any decoder.
 *
 * @param samples at least 2
 */
public record Reinforce(int samples) implements GradientEstimator {

    public Reinforce {
        if (samples < 2) {
            throw new IllegalArgumentException(
                    "'samples' must be at least 2 for a leave-one-out baseline, got %d".formatted(samples));
        }
    }

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray probability = Activation.sigmoid(logits.stopGradient());
        List<NDArray> bits = new ArrayList<>();
        List<Reconstruction> reconstructions = new ArrayList<>();
        for (NDArray uniform : uniforms) {
            NDArray bit = TensorMath.bernoulli(probability, uniform);
            bits.add(bit);
            reconstructions.add(decoder.reconstruct(bit.add(noise)));
        }
        Reconstruction mean = Reconstruction.mean(reconstructions);
        NDArray gradient = logits.zerosLike();
        for (int sample = 0; sample < samples; sample++) {
            gradient = gradient.add(bits.get(sample)
                    .sub(probability)
                    .mul(advantages(reconstructions.get(sample).losses(), mean.losses(), decoder, probability)));
        }
        return Estimate.of(logits, gradient.mul(decoder.rowScale()), mean);
    }

    /** Each row's loss less the mean of the other samples', divided by the number of samples: B x 1. */
    private NDArray advantages(double[] losses, double[] means, Decoder decoder, NDArray like) {
        double[] advantages = new double[losses.length];
        for (int row = 0; row < losses.length; row++) {
            advantages[row] = (losses[row] - means[row]) / (samples - 1);
        }
        return decoder.manager().create(advantages, new Shape(losses.length, 1)).toType(like.getDataType(), false);
    }
}
