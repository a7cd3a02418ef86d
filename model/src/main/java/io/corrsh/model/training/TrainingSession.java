package io.corrsh.model.training;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.checkpoint.Checkpoint;
import io.corrsh.model.training.checkpoint.CheckpointDirectory;
import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.checkpoint.NotFiniteException;
import io.corrsh.model.training.checkpoint.Progress;
import io.corrsh.model.training.data.TrainingData;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.history.TrainingLog;
import io.corrsh.model.training.measure.Thresholds;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the epochs, and keeps on disk what must not be lost: the best model, the checkpoint, the log and the report. */
final class TrainingSession {

    private final TrainingOptions options;
    private final TrainingData data;
    private final Map<String, ? extends @Nullable Object> identity;
    private final Map<String, Object> fingerprint;
    private final TrainingNetwork network;
    private final Epochs epochs;
    private final Output output;
    private final CheckpointDirectory directory;
    private final Checkpointing checkpointing;
    private final TrainingListener listener;
    private TrainingLog log = new TrainingLog(Clock.systemUTC(), List.of());
    private @Nullable ModelBundle bundle;
    private @Nullable EpochReport best;
    private long kept = System.nanoTime();

    TrainingSession(
            TrainingOptions options,
            TrainingData data,
            Map<String, ? extends @Nullable Object> identity,
            Map<String, Object> fingerprint,
            TrainingNetwork network,
            Epochs epochs,
            Output output,
            CheckpointDirectory directory,
            Checkpointing checkpointing,
            TrainingListener listener) {
        this.options = options;
        this.data = data;
        this.identity = identity;
        this.fingerprint = fingerprint;
        this.network = network;
        this.epochs = epochs;
        this.output = output;
        this.directory = directory;
        this.checkpointing = checkpointing;
        this.listener = listener;
    }

    /** Trains from the checkpoint, or from the beginning without one, to the end or a stop. */
    TrainingResult run(@Nullable Checkpoint checkpoint) throws IOException, TrainingException, InterruptedException {
        if (checkpoint == null) {
            log.add("started", Map.of("options", identity, "corpus", fingerprint));
        } else {
            resume(checkpoint);
        }
        epochs.announce();
        boolean stopped = false;
        try {
            while (!stopped && epochs.hasNext()) {
                EpochReport report = epochs.next(this::keepNowAndThen);
                if (report == null) {
                    stopped = true;
                } else {
                    complete(report);
                }
            }
        } catch (TrainingException e) {
            log.add("failed", Map.of("reason", String.valueOf(e.getMessage())));
            tell();
            throw new TrainingException("%s; %s".formatted(e.getMessage(), whatIsKept()), e);
        }
        return end(stopped);
    }

    private void resume(Checkpoint checkpoint) throws IOException, TrainingException {
        Progress progress = checkpoint.progress();
        directory.restore(checkpoint, visitor -> network.restore(Math.toIntExact(progress.step()), visitor));
        epochs.resume(progress);
        for (EpochReport report : progress.reports()) {
            best = report.best() ? report : best;
        }
        if (checkpoint.model() != null && best != null) {
            bundle = output.former(checkpoint.model(), best, checkpoint.portrait());
        }
        log = new TrainingLog(Clock.systemUTC(), checkpoint.log());
        log.add("resumed", Map.of("steps", progress.step()));
        listener.note("Going on after step %d, in epoch %d"
                .formatted(progress.step(), progress.reports().size() + 1));
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException, TrainingException;
    }

    /** Writes with no interrupt pending, which would close the files; it is pending again afterwards. */
    private static void undisturbed(Write write) throws IOException, TrainingException {
        boolean interrupted = Thread.interrupted();
        try {
            write.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void complete(EpochReport report) throws IOException, TrainingException {
        log.add(report);
        if (report.best()) {
            best = report;
            Map<String, Tensor> weights = network.weights();
            Thresholds.of(network, data.train().documents(), options).moveInto(weights);
            boolean first = bundle == null;
            undisturbed(() -> bundle = output.write(report, epochs.measured().database(), weights));
            undisturbed(this::tell);
            if (first) {
                undisturbed(this::keep); // what a failure goes back to; later ones at their time, as they are large
            }
        }
        keepNowAndThen();
        listener.epoch(report);
    }

    private void tell() throws IOException {
        if (bundle != null) {
            output.tell(bundle, log, epochs.reports());
        }
    }

    private void keepNowAndThen() throws IOException, TrainingException {
        if (System.nanoTime() - kept >= checkpointing.every().toNanos()) {
            undisturbed(this::keep);
            undisturbed(this::tell);
        }
    }

    private void keep() throws IOException, TrainingException {
        Progress progress = epochs.progress();
        try {
            directory.write(
                    identity,
                    fingerprint,
                    bundle == null ? null : bundle.identity(),
                    progress,
                    output.portrait(),
                    log.lines(),
                    network::save);
        } catch (NotFiniteException e) {
            throw Failures.diverged(String.valueOf(e.getMessage()), progress.step(), options);
        }
        kept = System.nanoTime();
    }

    private String whatIsKept() {
        if (best == null) {
            return "no epoch was complete";
        }
        return "the model of epoch %d is kept, and the state before in '%s'".formatted(best.epoch(), directory.path());
    }

    private TrainingResult end(boolean stopped) throws IOException, TrainingException, InterruptedException {
        log.add(
                stopped ? "stopped" : "finished",
                Map.of("epochs", epochs.reports().size(), "early", !stopped && epochs.isWeary()));
        if (stopped) {
            undisturbed(this::keep);
            undisturbed(this::tell);
        } else {
            tell();
            directory.delete();
        }
        if (bundle == null || best == null) {
            throw new InterruptedException(
                    "The training was stopped before its first epoch was complete; resume it from '%s'"
                            .formatted(directory.path()));
        }
        return new TrainingResult(bundle, best, epochs.reports(), stopped);
    }
}
