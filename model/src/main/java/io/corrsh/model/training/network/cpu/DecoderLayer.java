package io.corrsh.model.training.network.cpu;

import ai.djl.ndarray.NDManager;
import io.corrsh.model.training.decoder.Decoder;
import io.corrsh.model.training.decoder.Reconstruction;
import io.corrsh.model.training.decoder.SoftmaxDecoder;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.sparse.StateVisitor;
import java.io.IOException;

/** The decoder's weights and their optimiser. To be used by one thread. */
interface DecoderLayer {

    /**
     * The decoder of a step of training.
     *
     * @param manager of the step
     * @param scale of the gradients
     */
    Decoder forward(Targets targets, Noise noise, NDManager manager, double scale);

    /** The decoder with the full softmax and the weights as of the last step. */
    SoftmaxDecoder evaluation(Targets targets, NDManager manager, double scale);

    /** Takes the current step of Adam. */
    void update(Reconstruction reconstruction);

    /** Shows the weights and their moments; what the visitor changes counts from now on. */
    void visit(StateVisitor visitor) throws IOException;

    /** A copy of the weights as of the last step, V x D. */
    float[] weights();

    /** A copy of the biases as of the last step, V. */
    float[] bias();
}
