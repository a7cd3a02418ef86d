package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.network.StepLoss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a training is, between two steps.
 *
 * @param step the steps taken, of all epochs
 * @param document how many documents of the current epoch were used
 * @param sum the mean loss of the epoch so far, by its share of the documents
 * @param orderRandom the generator of the batches where it drew the epoch's order
 * @param batchRandom the generator of the batches now
 * @param networkRandom the generator of the network now
 * @param samples of the network, from which its next step goes on; none for most
 * @param reports the epochs that are complete
 * @param bestScore the best value of the criterion, null before the first epoch
 * @param sinceBest how many epochs have passed since the best one
 * @param firstLoss of the first step, null before it
 */
public record Progress(
        long step,
        int document,
        StepLoss sum,
        List<Long> orderRandom,
        List<Long> batchRandom,
        List<Long> networkRandom,
        List<Integer> samples,
        List<EpochReport> reports,
        @Nullable Double bestScore,
        int sinceBest,
        @Nullable Double firstLoss) {

    public Progress {
        orderRandom = List.copyOf(orderRandom);
        batchRandom = List.copyOf(batchRandom);
        networkRandom = List.copyOf(networkRandom);
        samples = List.copyOf(samples);
        reports = List.copyOf(reports);
    }
}
