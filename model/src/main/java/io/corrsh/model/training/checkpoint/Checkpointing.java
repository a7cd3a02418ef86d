package io.corrsh.model.training.checkpoint;

import java.time.Duration;

/**
 * Whether a training goes on where another was cut off, and how often it keeps its state.
 *
 * @param resume whether to go on from the checkpoint beside the output, if there is one
 * @param every the least time between two checkpoints; a best epoch and a stop bring one at once
 */
public record Checkpointing(boolean resume, Duration every) {

    private static final Duration OFTEN = Duration.ofSeconds(30);

    /** From the beginning. */
    public static final Checkpointing START = new Checkpointing(false, OFTEN);

    /** From the checkpoint, or from the beginning where there is neither a checkpoint nor a model. */
    public static final Checkpointing RESUME = new Checkpointing(true, OFTEN);

    public Checkpointing {
        if (every.isNegative()) {
            throw new IllegalArgumentException("'every' must not be negative, got " + every);
        }
    }
}
