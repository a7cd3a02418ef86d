package io.corrsh.model.training;

import io.corrsh.model.bundle.Architecture;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.evaluation.BitCorrelations;
import io.corrsh.model.training.data.TrainingData;
import io.corrsh.model.training.history.EpochReport;
import io.corrsh.model.training.history.TrainingLog;
import io.corrsh.model.training.measure.Codes;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.report.BitWords;
import io.corrsh.model.training.report.Portrait;
import io.corrsh.model.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that a training writes: the bundle of the best epoch, and the log and the report beside it. */
final class Output {

    private final TrainingOptions options;
    private final Path directory;
    private final TrainingData data;
    private final Map<String, ? extends @Nullable Object> facts;
    private @Nullable Portrait portrait;

    Output(TrainingOptions options, Path directory, TrainingData data, Map<String, ? extends @Nullable Object> facts) {
        this.options = options;
        this.directory = directory;
        this.data = data;
        this.facts = facts;
    }

    /** What would fail after the first epoch should fail before it. */
    static void requireWritable(Path output) throws IOException, TrainingException {
        if (!Files.exists(output)) {
            return;
        }
        if (!Files.isDirectory(output)) {
            throw new TrainingException("The output '%s' must be a directory, but is a file".formatted(output));
        }
        try (Stream<Path> files = Files.list(output)) {
            if (!Files.exists(output.resolve("model.json")) && files.findAny().isPresent()) {
                throw new TrainingException(
                        "The output '%s' must be new, empty or a model bundle, but holds other files"
                                .formatted(output));
            }
        }
    }

    /** The bundle of the best epoch before a checkpoint, or a later one, which the training will reach again. */
    ModelBundle former(String identity, EpochReport best, @Nullable Portrait known)
            throws IOException, TrainingException {
        this.portrait = known;
        ModelBundle bundle = ModelBundle.load(directory);
        boolean later = bundle.description().metrics().get("epoch") instanceof Integer epoch && epoch > best.epoch();
        if (!bundle.identity().equals(identity) && !later) {
            throw new TrainingException("The model in '%s' must be %s, of the checkpoint's best epoch, got %s"
                    .formatted(directory, identity, bundle.identity()));
        }
        return bundle;
    }

    /** Replaces the bundle by that of a better epoch. */
    ModelBundle write(EpochReport report, Codes codes, Map<String, Tensor> weights) throws IOException {
        this.portrait = Portrait.of(
                new BitCorrelations(codes.list(), codes.bits()),
                BitWords.of(
                        data.train().documents(),
                        codes.bits(),
                        codes::isSet,
                        data.vectorizer().vocabulary()));
        ModelDescription description = new ModelDescription(
                ModelDescription.FORMAT,
                options.name(),
                options.bits(),
                new Architecture(
                        data.vectorizer().vocabulary().size(),
                        width(weights, "embedding"),
                        width(weights, "hidden"),
                        Architecture.RELU),
                options.vocabulary().analyzer(),
                options.weighting(),
                options.toMap(),
                metrics(report),
                options.sources());
        return ModelBundle.write(
                directory,
                description,
                data.vectorizer().vocabulary(),
                weights,
                Objects.requireNonNull(options.precision()));
    }

    private Map<String, @Nullable Object> metrics(EpochReport report) {
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>(facts);
        metrics.put("epoch", report.epoch());
        metrics.put("steps", report.steps());
        metrics.put("training_loss", report.training().total());
        metrics.put("validation_loss", report.validation().total());
        if (report.neighbourAgreement() != null) {
            metrics.put("validation_neighbour_agreement", report.neighbourAgreement());
        }
        if (report.precision() != null) {
            metrics.put("validation_precision_at_100", report.precision());
        }
        metrics.put("code_health", report.codeHealth());
        return metrics;
    }

    /** Of the bits of the best epoch, null before the first. */
    @Nullable
    Portrait portrait() {
        return portrait;
    }

    private static int width(Map<String, Tensor> weights, String layer) {
        return Objects.requireNonNull(weights.get(layer + ".bias")).values().length;
    }

    /** Writes the log and the report into the bundle. */
    void tell(ModelBundle bundle, TrainingLog log, List<EpochReport> epochs) throws IOException {
        ModelBundle.attach(directory, ModelBundle.LOG, log.bytes());
        TrainingReport report = new TrainingReport(bundle.identity(), options.bits(), epochs, portrait);
        ModelBundle.attach(directory, ModelBundle.REPORT, report.bytes());
    }
}
