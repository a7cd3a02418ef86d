package io.corrsh.model.training.estimator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Decoder.Flips;
import io.corrsh.model.training.tensor.TensorMath;
import java.util.List;

/**
 * Direct optimisation through arg max (Lorberbom, Gane, Jaakkola and Hazan, arXiv 1806.02867): the bits are the arg max of the
 * logits plus Gumbel noise; the gradient is their difference to the arg max to which epsilon times the log-likelihood of each
 * bit, the others as sampled, was added, over epsilon. The bias falls and the variance rises as epsilon falls; about three
 * decodes.
 *
 * @param epsilon above 0, for the log-likelihood of a word: for a document it is divided by its number of words, so that
 *     documents of any length turn a like share of their bits
 */
public record ArgMax(double epsilon) implements GradientEstimator {

    @Override
    public Estimate estimate(NDArray logits, List<NDArray> uniforms, NDArray noise, Decoder decoder) {
        NDArray perturbed = logits.stopGradient().add(TensorMath.logistic(uniforms.getFirst()));
        NDArray bit = perturbed.gt(0).toType(logits.getDataType(), false);
        Flips flips = decoder.flips(bit.add(noise), bit);
        float[] words = decoder.words();
        double[] steps = new double[words.length];
        for (int row = 0; row < steps.length; row++) {
            steps[row] = epsilon / words[row];
        }
        NDArray step =
                decoder.manager().create(steps, new Shape(steps.length, 1)).toType(logits.getDataType(), false);
        NDArray augmented = perturbed.sub(flips.difference().mul(step)).gt(0).toType(logits.getDataType(), false);
        // The log-likelihood rises along augmented - bit, so the loss falls.
        NDArray gradient = bit.sub(augmented).div(step).mul(decoder.rowScale());
        return Estimate.of(logits, gradient, flips.reconstruction());
    }
}
