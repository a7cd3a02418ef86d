package io.corrsh.model.training.measure;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.Posterior;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.SparseBatch;
import java.util.Arrays;
import java.util.Map;

/**
 * What a logit must exceed for its bit to be set: 0, but for a Gaussian posterior the median of the bit's logits over the
 * training documents, so that every bit halves them.
 *
 * @param values one a bit
 */
public record Thresholds(float[] values) {

    /** The median of as many documents, evenly spread, stands for that of all. */
    private static final int DOCUMENTS = 20_000;

    private static final int ROWS = 512;

    /** The thresholds of a network as it is now. */
    public static Thresholds of(TrainingNetwork network, DocumentMatrix train, TrainingOptions options) {
        int bits = options.bits();
        if (options.bound().posterior() != Posterior.GAUSSIAN) {
            return new Thresholds(new float[bits]);
        }
        int size = Math.min(DOCUMENTS, train.size());
        float[][] logits = new float[bits][size];
        SparseBatch rows = new SparseBatch(train.vocabulary());
        for (int from = 0; from < size; from += ROWS) {
            rows.clear();
            int to = Math.min(size, from + ROWS);
            for (int i = from; i < to; i++) {
                rows.addDocument(train, (int) ((long) i * train.size() / size));
            }
            rows.index();
            float[] batch = network.logits(rows);
            for (int i = 0; i < batch.length; i++) {
                logits[i % bits][from + i / bits] = batch[i];
            }
        }
        float[] medians = new float[bits];
        for (int bit = 0; bit < bits; bit++) {
            Arrays.sort(logits[bit]);
            medians[bit] = (logits[bit][(size - 1) / 2] + logits[bit][size / 2]) / 2;
        }
        return new Thresholds(medians);
    }

    /** Moves the thresholds to 0, where serving expects them, by the mean layer's bias. */
    public void moveInto(Map<String, Tensor> weights) {
        weights.computeIfPresent("mean.bias", (name, bias) -> {
            float[] moved = bias.values().clone();
            for (int bit = 0; bit < moved.length; bit++) {
                moved[bit] -= values[bit];
            }
            return new Tensor(bias.shape(), moved);
        });
    }
}
