package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.report.Portrait;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What checkpoint.json says.
 *
 * @param format of the checkpoint, {@value #FORMAT}
 * @param options those of the training
 * @param corpus what it learns from: counts and hashes
 * @param tensors the file of the weights and the optimiser's state
 * @param sha256 of that file, in hex
 * @param model the identity of the bundle of the best epoch, null before the first
 * @param progress where the training is
 * @param portrait of the bits of the best epoch, null before the first
 * @param log the lines of its log
 */
public record Checkpoint(
        int format,
        JsonNode options,
        JsonNode corpus,
        String tensors,
        String sha256,
        @Nullable String model,
        Progress progress,
        @Nullable Portrait portrait,
        List<String> log) {

    /** The format that is written. */
    public static final int FORMAT = 1;

    public Checkpoint {
        log = List.copyOf(log);
    }
}
