package io.corrsh.model.training.network;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.StateVisitor;
import java.io.IOException;
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

    /** The source of the random numbers of {@link #train}. */
    Noise noise();

    /** Shows all that the steps so far have changed, as it is, the optimiser's moments included. */
    void save(StateVisitor visitor) throws IOException;

    /** Has the visitor put back what {@link #save} showed it after so many steps. */
    void restore(int steps, StateVisitor visitor) throws IOException;

    /** The model's samples that the next step goes on from, as numbers of any meaning; none for most networks. */
    default int[] samples() {
        return new int[0];
    }

    /** Puts back what {@link #samples} gave. */
    default void restoreSamples(int[] samples) {
        if (samples.length > 0) {
            throw new IllegalArgumentException("'samples' must be empty, got %d numbers".formatted(samples.length));
        }
    }

    @Override
    void close();
}
