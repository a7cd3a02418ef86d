package io.corrsh.model.training.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/** Functions that DJL lacks, or whose Java numbers it frees before the backward pass reads them. */
public final class TensorMath {

    private TensorMath() {}

    /** A scalar that lives as long as its manager, to be used wherever a gradient flows. */
    public static NDArray number(NDManager manager, DataType type, double value) {
        return type == DataType.FLOAT64
                ? manager.create(new double[] {value}, new Shape())
                : manager.full(new Shape(), (float) value, type);
    }

    /** {@code x weight' + bias}. */
    public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
    }

    /** log(sum(exp(a))) over axis 1, which stays with length 1. */
    public static NDArray logSumExp(NDArray a) {
        int[] axis = {1};
        NDArray max = a.max(axis, true).stopGradient();
        return a.sub(max).exp().sum(axis, true).log().add(max);
    }

    /** Bits that are set with the given probability, outside of any gradient. */
    public static NDArray bernoulli(NDArray probability, NDArray uniform) {
        return uniform.lt(probability).toType(probability.getDataType(), false);
    }

    /** Straight-through Bernoulli: the value is the sample, the gradient is that of the probability. */
    public static NDArray straightThrough(NDArray logit, NDArray uniform) {
        NDArray probability = Activation.sigmoid(logit);
        return probability.add(bernoulli(probability, uniform).sub(probability).stopGradient());
    }

    /** Standard logistic noise, the difference of two Gumbels: a bit is set where its logit plus the noise is positive. */
    public static NDArray logistic(NDArray uniform) {
        return uniform.neg().add(1).log().sub(uniform.log());
    }
}
