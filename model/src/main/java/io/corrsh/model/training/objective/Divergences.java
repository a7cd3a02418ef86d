package io.corrsh.model.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.corrsh.model.training.tensor.TensorMath;

/** Divergences of independent bits from their prior in closed form: nats of each document, B. */
final class Divergences {

    private static final int[] LAST = {1};

    private Divergences() {}

    /** KL(Bernoulli(sigmoid(logits)) || Bernoulli(1/2)). */
    static NDArray uniform(NDArray logits) {
        return negativeEntropy(logits).add((float) (logits.getShape().get(1) * Math.log(2)));
    }

    /**
     * The divergence from a mixture of C Bernoulli vectors, -log sum_c pi_c exp(-KL(q || p_c)): the bound of BMSH with its
     * posterior over the components at the optimum.
     *
     * @param logits B x D
     * @param components the logits of the components' bits, C x D
     * @param weights the logits of the components, C
     */
    static NDArray mixture(NDArray logits, NDArray components, NDArray weights) {
        NDArray expected = Activation.sigmoid(logits)
                .matMul(components.transpose())
                .sub(Activation.softPlus(components).sum(LAST))
                .add(weights.logSoftmax(0));
        return negativeEntropy(logits).sub(TensorMath.logSumExp(expected).squeeze(1));
    }

    private static NDArray negativeEntropy(NDArray logits) {
        return Activation.sigmoid(logits)
                .mul(logits)
                .sub(Activation.softPlus(logits))
                .sum(LAST);
    }
}
