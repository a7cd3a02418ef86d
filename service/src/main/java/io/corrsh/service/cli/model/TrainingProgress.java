package io.corrsh.service.cli.model;

import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.service.cli.console.BrokenLines;
import io.corrsh.service.cli.console.ProgressDisplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a training on standard error. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    private final PrintWriter err;
    private final Map<Path, BrokenLines> broken = new HashMap<>();
    private @Nullable ProgressDisplay display;

    TrainingProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void begin(Phase phase, long total) {
        close();
        display = ProgressDisplay.begin(
                phase.name().toLowerCase(Locale.ROOT), total, phase == Phase.STEPS ? "steps" : "documents", err);
    }

    @Override
    public void progress(long done) {
        if (display != null) {
            display.to(done);
        }
    }

    @Override
    public void brokenLine(Path corpus, long line, String reason) {
        broken.computeIfAbsent(corpus, file -> new BrokenLines(file.toString(), err))
                .add(line, reason);
    }

    @Override
    public void note(String message) {
        say(message);
    }

    @Override
    public void epoch(EpochReport report) {
        Double agreement = report.neighbourAgreement();
        Double precision = report.precision();
        say(String.format(
                Locale.ROOT,
                "epoch %d: loss %.4f, validation loss %.4f%s%s, %.0f steps/s%s",
                report.epoch(),
                report.training().total(),
                report.validation().total(),
                agreement == null ? "" : String.format(Locale.ROOT, ", neighbour agreement %.4f", agreement),
                precision == null ? "" : String.format(Locale.ROOT, ", precision@100 %.4f", precision),
                report.stepsPerSecond(),
                report.best() ? ", the best so far" : ""));
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
            display = null;
        }
    }

    private void say(String message) {
        err.println(message);
        err.flush();
    }
}
