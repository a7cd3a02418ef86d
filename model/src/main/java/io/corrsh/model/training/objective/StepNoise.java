package io.corrsh.model.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.objective.Objective.PosteriorNoise;
import io.corrsh.model.training.tensor.Staging;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The random numbers of one step's graph.
 *
 * @param dropout of the second layer, R x H; null without dropout
 * @param views the probabilities from which on a bit of the views is set, 2C x D; null for the logits' signs
 * @param posterior those of the bound; null without documents of the bound
 */
public record StepNoise(
        @Nullable NDArray dropout,
        @Nullable NDArray views,
        @Nullable PosteriorNoise posterior) {

    /** Draws what a batch needs, always in the same order, into tensors that the next draw overwrites. */
    public static StepNoise draw(
            Noise noise,
            Staging staging,
            NetworkShape shape,
            StepBatch batch,
            StepSettings settings,
            boolean training) {
        Source source = new Source(noise, staging);
        int rows = batch.rows().rows();
        int bound = batch.targets().rows();
        int bits = shape.bits();
        NDArray dropout = training && shape.dropout() > 0
                ? source.dropout("dropout", shape.dropout(), rows, shape.hidden())
                : null;
        NDArray views = batch.pairs() > 0 && settings.viewNoise() > 0
                ? source.thresholds("views", (float) settings.viewNoise(), 2L * batch.pairs(), bits)
                : null;
        PosteriorNoise posterior = bound == 0 ? null : posterior(source, shape, bound, settings);
        return new StepNoise(dropout, views, posterior);
    }

    /** All that the low-rank posterior draws; the others, of one sample and rank 0, use some of it. */
    private static PosteriorNoise posterior(Source source, NetworkShape shape, int bound, StepSettings settings) {
        int bits = shape.bits();
        int rank = Math.max(1, shape.rank());
        NDArray e1 = source.normal("e1", 1, bound, bits);
        NDArray e2 = source.normal("e2", 1, bound, shape.samples(), bits);
        NDArray c1 = source.normal("c1", 1, bound, 1, rank);
        NDArray c2 = source.normal("c2", 1, bound, shape.samples(), rank);
        List<NDArray> u1 = new ArrayList<>();
        for (int sample = 0; sample < settings.gradient().samples(); sample++) {
            u1.add(source.uniform("u1." + sample, bound, bits));
        }
        NDArray u2 = source.uniform("u2", bound, 1, bits);
        NDArray decoder = source.normal("decoder", (float) settings.decoderNoise(), bound, bits);
        return new PosteriorNoise(e1, e2, c1, c2, u1, u2, decoder);
    }

    private record Source(Noise noise, Staging staging) {

        NDArray normal(String name, float scale, long... dimensions) {
            float[] numbers = numbers(dimensions);
            noise.normal(numbers, numbers.length, scale);
            return staging.put(name, numbers, dimensions);
        }

        NDArray uniform(String name, long... dimensions) {
            float[] numbers = numbers(dimensions);
            noise.uniform(numbers, numbers.length);
            return staging.put(name, numbers, dimensions);
        }

        NDArray thresholds(String name, float scale, long... dimensions) {
            float[] numbers = numbers(dimensions);
            noise.thresholds(numbers, numbers.length, scale);
            return staging.put(name, numbers, dimensions);
        }

        NDArray dropout(String name, float rate, long... dimensions) {
            float[] numbers = numbers(dimensions);
            noise.dropout(numbers, numbers.length, rate);
            return staging.put(name, numbers, dimensions);
        }

        private static float[] numbers(long... dimensions) {
            return new float[Math.toIntExact(new Shape(dimensions).size())];
        }
    }
}
