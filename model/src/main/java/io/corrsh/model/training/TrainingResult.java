package io.corrsh.model.training;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.training.history.EpochReport;
import java.util.List;

/**
 * What a training has made.
 *
 * @param bundle the model as it was written
 * @param best the epoch whose weights it holds
 * @param epochs all epochs
 * @param stopped whether it was stopped before its last epoch
 */
public record TrainingResult(ModelBundle bundle, EpochReport best, List<EpochReport> epochs, boolean stopped) {

    public TrainingResult {
        epochs = List.copyOf(epochs);
    }
}
