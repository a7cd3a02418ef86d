package io.corrsh.service.cli.model;

import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.training.Training;
import io.corrsh.model.training.TrainingResult;
import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.service.cli.console.CommandFailedException;
import io.corrsh.service.cli.console.Failures;
import io.corrsh.service.cli.console.Terminal;
import io.corrsh.service.cli.console.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Trains a model. */
@Command(
        name = "train",
        description = {
            "Train a model on a corpus.",
            "Labels are not needed. The best epoch so far is always on disk, with a report (report.html) and a log"
                    + " (training.jsonl). A training that was cut off goes on with --resume."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            required = true,
            description = "JSON lines, plain or gzip; may be given several times")
    private List<Path> corpora = List.of();

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "the directory of the model")
    private Path output = Path.of("");

    @Mixin
    private TrainingArguments arguments = new TrainingArguments();

    @Option(
            names = "--resume",
            description = "go on from the checkpoint of a training that was cut off, if there is one")
    private boolean resume;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "where the network is trained: auto or cpu, which mean the same in this version")
    private DeviceChoice device = DeviceChoice.AUTO;

    @Option(names = "--json", description = "print the result as one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        TrainingOptions options = options();
        TrainingResult result;
        try (TrainingProgress progress = new TrainingProgress(terminal.err())) {
            result = Training.run(
                    options, corpora, output, resume ? Checkpointing.RESUME : Checkpointing.START, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(Failures.reason(e), e);
        } catch (TrainingException | IllegalStateException e) {
            throw new CommandFailedException(Failures.reason(e), e);
        } catch (IOException e) {
            throw new CommandFailedException(Failures.reason(e), e);
        }
        report(result, terminal);
        return 0;
    }

    private TrainingOptions options() {
        if (device == DeviceChoice.GPU) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "'--device' must be auto or cpu for training, got gpu: this version trains on the CPU alone");
        }
        try {
            return arguments.options();
        } catch (IllegalArgumentException e) {
            CommandSpec known = Objects.requireNonNull(spec);
            throw new ParameterException(known.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void report(TrainingResult result, Terminal terminal) {
        if (json) {
            Map<String, @Nullable Object> report = new LinkedHashMap<>();
            report.put("model", result.bundle().identity());
            report.put("bits", result.bundle().description().bits());
            report.put("output", output.toString());
            report.put("best_epoch", result.best().epoch());
            report.put("epochs", result.epochs().size());
            report.put("stopped", result.stopped());
            report.put("metrics", result.bundle().description().metrics());
            terminal.out().println(new JsonMapper().writeValueAsString(report));
        } else {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%s, epoch %d of %d, in %s%n",
                            result.bundle().identity(),
                            result.best().epoch(),
                            result.epochs().size(),
                            output);
        }
        terminal.out().flush();
    }
}
