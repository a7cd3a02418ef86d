package io.corrsh.model.training.decoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's loss and its gradients, which are multiplied by the decoder's scale; the loss is not.
 *
 * @param loss the mean loss of the rows in nats
 * @param losses the loss of each row
 * @param code the gradient of the mean loss by the code, B x D
 * @param weight the gradient by the decoder's weight, V x D, or a row for each of the words
 * @param bias the gradient by the decoder's bias, V, or one for each of the words
 * @param words the words that the gradients are of, each once; null for all V
 */
public record Reconstruction(
        double loss, double[] losses, NDArray code, NDArray weight, NDArray bias, int @Nullable [] words) {

    /** The mean of several samples' reconstructions by the same decoder. */
    public static Reconstruction mean(List<Reconstruction> samples) {
        Reconstruction first = samples.getFirst();
        double[] losses = first.losses.clone();
        double loss = first.loss;
        NDArray code = first.code;
        NDArray weight = first.weight;
        NDArray bias = first.bias;
        for (Reconstruction sample : samples.subList(1, samples.size())) {
            for (int row = 0; row < losses.length; row++) {
                losses[row] += sample.losses[row];
            }
            loss += sample.loss;
            code = code.add(sample.code);
            weight = weight.add(sample.weight);
            bias = bias.add(sample.bias);
        }
        int count = samples.size();
        for (int row = 0; row < losses.length; row++) {
            losses[row] /= count;
        }
        // Outside of any gradient, where a Java number is safe.
        return new Reconstruction(
                loss / count, losses, code.div(count), weight.div(count), bias.div(count), first.words);
    }
}
