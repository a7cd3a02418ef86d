package io.corrsh.model.training.network;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.sparse.SparseBatch;
import java.util.Map;

/**
 * A network that can be trained: the seam between the training's data and schedules and the machine it computes on. To
 * be used by one thread, the one which made it.
 */
public interface TrainingNetwork extends AutoCloseable {

    /** Takes one step of the optimiser. */
    StepLoss train(StepBatch batch, StepSettings settings);

    /** The loss without dropout, learning nothing; its random numbers come from the given source. */
    StepLoss evaluate(StepBatch batch, StepSettings settings, Noise noise);

    /** The mean logits of the rows, {@code rows x bits}; a bit of the code is set where its logit is positive. */
    float[] logits(SparseBatch rows);

    /** A copy of all weights by name. */
    Map<String, Tensor> weights();

    @Override
    void close();
}
