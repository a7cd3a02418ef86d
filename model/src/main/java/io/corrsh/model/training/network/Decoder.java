package io.corrsh.model.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The linear decoder with softmax over the vocabulary, forward and backward without autograd, so that the B x V scores
 * are passed over as rarely as possible. The loss of a document is the sum over its target words of the target's weight
 * times -log p(word | code), meant over the batch.
 *
 * @param loss the mean loss in nats
 * @param code the gradient of the loss by the code, B x D
 * @param weight the gradient by the decoder's weight, V x D
 * @param bias the gradient by the decoder's bias, V
 */
record Decoder(double loss, NDArray code, NDArray weight, NDArray bias) {

    /**
     * Runs the decoder on arguments which are outside of any gradient.
     *
     * @param manager of the step
     * @param scale multiplies the gradients, not the loss
     */
    static Decoder run(NDArray code, NDArray weight, NDArray bias, Targets targets, NDManager manager, double scale) {
        NDArray scores = Objective.linear(code, weight, bias);
        NDArray gradient = scores.softmax(1);
        double loss = targets.loss(Access.of(scores), Access.of(gradient));
        gradient.muli(manager.create(targets.rowWeights(scale), new Shape(targets.rows(), 1))
                .toType(gradient.getDataType(), false));
        targets.subtract(Access.of(gradient), scale);
        return new Decoder(
                loss, gradient.matMul(weight), gradient.transpose().matMul(code), gradient.sum(new int[] {0}));
    }

    /** Single values of a tensor's memory, by its type. */
    interface Access {

        double get(long index);

        void set(long index, double value);

        static Access of(NDArray array) {
            MemorySegment memory = Staging.memory(array);
            if (array.getDataType() == DataType.FLOAT64) {
                return new Access() {
                    @Override
                    public double get(long index) {
                        return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
                    }

                    @Override
                    public void set(long index, double value) {
                        memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
                    }
                };
            }
            return new Access() {
                @Override
                public double get(long index) {
                    return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
                }

                @Override
                public void set(long index, double value) {
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
                }
            };
        }
    }
}
