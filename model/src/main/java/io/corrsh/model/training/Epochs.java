package io.corrsh.model.training;

import io.corrsh.model.training.TrainingListener.Phase;
import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.BoundOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.sparse.NeighbourGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop over epochs and steps, and the judgement which epoch is the best. To be used by one thread. */
final class Epochs {

    private final TrainingOptions options;
    private final Validation validation;
    private final TrainingNetwork network;
    private final TrainingListener listener;
    private final Stop stop;
    private final BatchSampler sampler;
    private final int documents;
    private final long total;
    private final boolean byPrecision;
    private final List<EpochReport> reports = new ArrayList<>();
    private double best = Double.NEGATIVE_INFINITY;
    private long step;

    Epochs(
            TrainingOptions options,
            TrainingData data,
            @Nullable NeighbourGraph graph,
            Validation validation,
            TrainingNetwork network,
            TrainingListener listener,
            Stop stop) {
        this.options = options;
        this.validation = validation;
        this.network = network;
        this.listener = listener;
        this.stop = stop;
        this.documents = data.train().size();
        // Another stream than the weights', from the same seed.
        this.sampler = new BatchSampler(
                options,
                data.train().documents(),
                data.train().documents(),
                graph,
                new Noise(~options.seed()).random());
        this.total = (long) Math.ceilDiv(documents, options.batch()) * options.epochs();
        this.byPrecision = options.selection() == Selection.PRECISION
                || (options.selection() == Selection.AUTO && validation.hasLabels());
        listener.begin(Phase.STEPS, total);
    }

    boolean hasNext() {
        return reports.size() < options.epochs();
    }

    List<EpochReport> reports() {
        return reports;
    }

    /** Runs the next epoch; null if it was stopped before its end. */
    @Nullable
    EpochReport next() {
        int epoch = reports.size();
        long start = System.nanoTime();
        int[] order = sampler.shuffled();
        StepLoss sum = StepLoss.ZERO;
        long before = step;
        for (int from = 0; from < documents; from += options.batch()) {
            if (stop.isRequested()) {
                return null;
            }
            int to = Math.min(documents, from + options.batch());
            StepLoss loss = network.train(
                    sampler.batch(order, from, to),
                    settings(
                            epoch,
                            options.learningRate().at(step, total),
                            options.bound().gradientAt(step)));
            step++;
            if (!Double.isFinite(loss.total())) {
                throw new IllegalStateException(
                        "The loss became %s in step %d: lower the learning rate".formatted(loss.total(), step));
            }
            sum = sum.plus(loss, (to - from) / (double) documents);
            listener.step(step, loss);
            listener.progress(step);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        StepLoss measured =
                validation.loss(network, settings(epoch, 0, options.bound().evaluation()));
        Double precision = validation.hasLabels() ? validation.precision(network) : null;
        double score = byPrecision && precision != null ? precision : -measured.total();
        EpochReport report =
                new EpochReport(epoch + 1, step, (step - before) / seconds, sum, measured, precision, score > best);
        best = Math.max(best, score);
        reports.add(report);
        return report;
    }

    private StepSettings settings(int epoch, double learningRate, GradientEstimator gradient) {
        BoundOptions bound = options.bound();
        ContrastOptions contrast = options.contrast();
        return new StepSettings(
                learningRate,
                bound.weight(),
                bound.divergenceWeight(epoch),
                gradient,
                bound.noise(epoch),
                contrast == null ? 1 : contrast.temperature(),
                contrast == null ? 1 : contrast.noise().at(step, total));
    }
}
