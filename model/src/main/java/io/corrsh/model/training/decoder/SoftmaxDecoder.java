package io.corrsh.model.training.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.tensor.TensorMath;
import io.corrsh.model.training.tensor.TensorMemory;

/**
 * The linear decoder with softmax over the vocabulary, forward and backward without autograd, so that the B x V scores
 * are passed over as rarely as possible. The loss of a document is the sum over its target words of the target's weight
 * times -log p(word | code). All tensors are outside of any gradient.
 *
 * @param weight V x D
 * @param bias V
 * @param targets the words to explain
 * @param manager of the step
 * @param scale multiplies the gradients, not the loss
 */
public record SoftmaxDecoder(NDArray weight, NDArray bias, Targets targets, NDManager manager, double scale)
        implements Decoder {

    /** Beyond it exp would lose the smaller terms of a float's sum. */
    private static final int LARGEST_EXPONENT = 15;

    @Override
    public Reconstruction reconstruct(NDArray code) {
        NDArray scores = TensorMath.linear(code, weight, bias);
        return reconstruct(code, scores, scores.softmax(1));
    }

    /** The same from the scores and their softmax, which becomes the gradient by the scores. */
    private Reconstruction reconstruct(NDArray code, NDArray scores, NDArray gradient) {
        double[] losses = targets.losses(TensorMemory.of(scores), TensorMemory.of(gradient));
        gradient.muli(manager.create(targets.rowWeights(scale), new Shape(targets.rows(), 1))
                .toType(gradient.getDataType(), false));
        targets.subtract(TensorMemory.of(gradient), scale);
        double total = 0;
        for (double loss : losses) {
            total += loss;
        }
        return new Reconstruction(
                total / losses.length,
                losses,
                gradient.matMul(weight),
                gradient.transpose().matMul(code),
                gradient.sum(new int[] {0}),
                null);
    }

    /**
     * The loss at a code and its exact change for all D flips of a single bit, from two more matrix products: with p the
     * softmax, a bit that is set multiplies the normaliser by sum(p_w exp(weight_w)).
     */
    @Override
    public Flips flips(NDArray code, NDArray bits) {
        NDArray scores = TensorMath.linear(code, weight, bias);
        NDArray probabilities = scores.softmax(1);
        NDArray exponents = weight.clip(-LARGEST_EXPONENT, LARGEST_EXPONENT);
        NDArray set = probabilities.matMul(exponents.exp());
        NDArray clear = probabilities.matMul(exponents.neg().exp());
        NDArray normaliser = bits.mul(clear).add(bits.neg().add(1).mul(set)).log();
        NDArray direction = bits.mul(-2).add(1);
        NDArray words = manager.create(words(), new Shape(targets.rows(), 1)).toType(scores.getDataType(), false);
        NDArray difference = direction.mul(normaliser).mul(words).sub(evidence());
        return new Flips(reconstruct(code, scores, probabilities), difference);
    }

    @Override
    public NDArray expectation(NDArray code) {
        NDArray words = manager.create(words(), new Shape(targets.rows(), 1)).toType(code.getDataType(), false);
        return TensorMath.linear(code, weight, bias).softmax(1).matMul(weight).mul(words);
    }

    @Override
    public NDArray evidence() {
        int bits = Math.toIntExact(weight.getShape().get(1));
        return manager.create(targets.project(TensorMemory.of(weight), bits), new Shape(targets.rows(), bits))
                .toType(weight.getDataType(), false);
    }
}
