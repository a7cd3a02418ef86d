package io.corrsh.model.training.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.corrsh.model.training.tensor.TensorMath;

/** A linear decoder with its loss for the words of a batch's documents; its tensors are outside of any gradient. */
public sealed interface Decoder permits SampledDecoder, SoftmaxDecoder {

    /** V x D, or a row for each word that the step needs. */
    NDArray weight();

    /** The words to explain. */
    Targets targets();

    /** Of the step. */
    NDManager manager();

    /** What the gradients, not the loss, are multiplied by. */
    double scale();

    /** The loss and its gradients at a code, B x D. */
    Reconstruction reconstruct(NDArray code);

    /**
     * The loss at a code and its exact change for all D flips of a single bit.
     *
     * @param code the bits plus any noise, B x D
     * @param bits 0 or 1, B x D
     * @throws UnsupportedOperationException for a loss which does not give them
     */
    Flips flips(NDArray code, NDArray bits);

    /**
     * The sum of the target words' weights, which is the slope of the log-likelihood by the code but for its normaliser, B x D.
     *
     * @throws UnsupportedOperationException for a loss without a normaliser
     */
    NDArray evidence();

    /**
     * The same sum as the model expects it at a code, which is the normaliser's slope, B x D.
     *
     * @throws UnsupportedOperationException for a loss without a normaliser
     */
    NDArray expectation(NDArray code);

    /**
     * What turning single bits does to the loss.
     *
     * @param reconstruction at the code itself
     * @param difference of each document's loss with the bit set and with the bit clear, all others as they are, B x D
     */
    record Flips(Reconstruction reconstruction, NDArray difference) {}

    /** By how much the gradient of one document's loss counts: the scale over the number of documents. */
    default NDArray rowScale() {
        return TensorMath.number(
                manager(), weight().getDataType(), scale() / targets().rows());
    }

    /** The number of words that each document's code must explain. */
    default float[] words() {
        return targets().rowWeights(targets().rows());
    }
}
