package io.corrsh.model.training;

import io.corrsh.model.evaluation.CodeHealth;
import io.corrsh.model.training.checkpoint.Progress;
import io.corrsh.model.training.data.BatchSampler;
import io.corrsh.model.training.data.Neighbours.Guidance;
import io.corrsh.model.training.data.TrainingData;
import io.corrsh.model.training.estimator.GradientEstimator;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.measure.Validation;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.BoundOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.progress.Stop;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.progress.TrainingListener.Phase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loop over epochs and steps, and the judgement which epoch is the best. To be used by one thread. */
final class Epochs {

    /** A loss that is so many times the first one's size will not come back. */
    private static final double EXPLODED = 1000;

    private final TrainingOptions options;
    private final Validation validation;
    private final TrainingNetwork network;
    private final TrainingListener listener;
    private final Stop stop;
    private final BatchSampler sampler;
    private final int documents;
    private final long total;
    private final List<EpochReport> reports = new ArrayList<>();
    private double best = Double.NEGATIVE_INFINITY;
    private int sinceBest;
    private @Nullable Double firstLoss;
    private long step;
    private int document;
    private StepLoss sum = StepLoss.ZERO;
    private int[] order = {};
    private long[] orderRandom;
    private Validation.@Nullable Measured measured;

    Epochs(
            TrainingOptions options,
            TrainingData data,
            @Nullable Guidance guidance,
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
                options, data.train().documents(), data.train().documents(), guidance, new Noise(~options.seed()));
        this.orderRandom = sampler.noise().state();
        this.total = (long) Math.ceilDiv(documents, options.batch()) * options.epochs();
    }

    /** Goes on where another training was; the network's weights are restored by the caller. */
    void resume(Progress progress) {
        reports.addAll(progress.reports());
        best = Objects.requireNonNullElse(progress.bestScore(), Double.NEGATIVE_INFINITY);
        sinceBest = progress.sinceBest();
        firstLoss = progress.firstLoss();
        step = progress.step();
        document = progress.document();
        sum = progress.sum();
        sampler.noise().restore(numbers(progress.orderRandom()));
        orderRandom = sampler.noise().state();
        if (document > 0) {
            order = sampler.shuffled();
        }
        sampler.noise().restore(numbers(progress.batchRandom()));
        network.noise().restore(numbers(progress.networkRandom()));
        network.restoreSamples(
                progress.samples().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Where the training is. */
    Progress progress() {
        return new Progress(
                step,
                document,
                sum,
                boxed(orderRandom),
                boxed(sampler.noise().state()),
                boxed(network.noise().state()),
                Arrays.stream(network.samples()).boxed().toList(),
                reports,
                reports.isEmpty() ? null : best,
                sinceBest,
                firstLoss);
    }

    /** Whether epochs are left, and the last ones were not all worse than one before them. */
    boolean hasNext() {
        return reports.size() < options.epochs() && !isWeary();
    }

    /** Whether training stops early. */
    boolean isWeary() {
        return options.patience() > 0 && sinceBest >= options.patience();
    }

    List<EpochReport> reports() {
        return reports;
    }

    /** What was measured of the last epoch. */
    Validation.Measured measured() {
        return Objects.requireNonNull(measured, "No epoch was run");
    }

    /** Is told of every step, between it and the next. */
    @FunctionalInterface
    interface Pause {
        void afterStep() throws IOException, TrainingException;
    }

    /** Runs the next epoch, or the rest of one; null if it was stopped before its end. */
    @Nullable
    EpochReport next(Pause pause) throws IOException, TrainingException {
        int epoch = reports.size();
        if (document == 0) {
            orderRandom = sampler.noise().state();
            order = sampler.shuffled();
            sum = StepLoss.ZERO;
        }
        long start = System.nanoTime();
        long before = step;
        while (document < documents) {
            if (stop.isRequested()) {
                return null;
            }
            int to = Math.min(documents, document + options.batch());
            StepLoss loss = train(epoch, to);
            step++;
            sum = sum.plus(loss, (to - document) / (double) documents);
            document = to;
            listener.step(step, loss);
            listener.progress(step);
            if (document < documents) {
                pause.afterStep();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        document = 0;
        return measure(epoch, (step - before) / seconds);
    }

    private StepLoss train(int epoch, int to) throws TrainingException {
        StepSettings settings = settings(
                epoch, options.learningRate().at(step, total), options.bound().gradientAt(step));
        StepLoss loss;
        try {
            loss = network.train(sampler.batch(order, document, to), settings);
        } catch (RuntimeException e) {
            TrainingException known = Failures.outOfMemory(e, step + 1, options);
            if (known != null) {
                throw known;
            }
            throw e;
        }
        double first = Objects.requireNonNullElse(firstLoss, loss.total());
        if (!Double.isFinite(loss.total()) || loss.total() > EXPLODED * Math.max(first, 1)) {
            throw Failures.diverged("The loss became %s".formatted(loss.total()), step + 1, options);
        }
        firstLoss = first;
        return loss;
    }

    private EpochReport measure(int epoch, double speed) throws TrainingException {
        StepLoss loss =
                validation.loss(network, settings(epoch, 0, options.bound().evaluation()));
        if (!Double.isFinite(loss.total())) {
            throw Failures.diverged("The validation loss became %s".formatted(loss.total()), step, options);
        }
        Validation.Measured found = validation.measure(network);
        measured = found;
        Double judged = options.selection() == Selection.PRECISION ? found.precision() : found.neighbourAgreement();
        double score = options.selection() == Selection.LOSS || judged == null ? -loss.total() : judged;
        boolean better = score > best;
        CodeHealth health = CodeHealth.of(found.database().list(), options.bits());
        EpochReport report = new EpochReport(
                epoch + 1, step, speed, sum, loss, found.neighbourAgreement(), found.precision(), health, better);
        best = Math.max(best, score);
        // As long as all documents have one code nothing can be better or worse; energy models of short texts begin so.
        sinceBest = better || health.distinctCodes() == 1 ? 0 : sinceBest + 1;
        reports.add(report);
        sum = StepLoss.ZERO;
        orderRandom = sampler.noise().state();
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
                contrast == null ? 1 : contrast.noise().at(step, total),
                contrast == null ? 0 : contrast.codeWeight());
    }

    /** The phase of steps begins, or goes on. */
    void announce() {
        listener.begin(Phase.STEPS, total);
        listener.progress(step);
    }

    private static List<Long> boxed(long[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static long[] numbers(List<Long> boxed) {
        return boxed.stream().mapToLong(Long::longValue).toArray();
    }
}
