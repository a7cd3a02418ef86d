package io.corrsh.model.training;

import io.corrsh.model.bundle.Architecture;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.training.TrainingListener.Phase;
import io.corrsh.model.training.decoder.NoiseDistribution;
import io.corrsh.model.training.energy.EnergyNetwork;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.network.cpu.CpuNetwork;
import io.corrsh.model.training.options.NetworkOptions;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.sparse.NeighbourGraph;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trains a model on a corpus, from the text to the bundle on disk. */
public final class Training {

    private final TrainingOptions options;
    private final Path output;
    private final TrainingListener listener;

    private Training(TrainingOptions options, Path output, TrainingListener listener) {
        this.options = options;
        this.output = output;
        this.listener = listener;
    }

    /**
     * Trains a model and writes it. The bundle is written whenever an epoch is the best so far, so that a crash loses
     * little. An interrupt, or the end of the process, stops between two steps; the best epoch that was complete is kept.
     * One training can run in a process at a time.
     *
     * @param corpora JSON lines of documents, plain or gzip; the test split is never looked at
     * @param output the directory of the bundle
     * @throws TrainingException when the corpus cannot be trained on
     * @throws IOException when a corpus cannot be read or the bundle not written
     * @throws InterruptedException when it was stopped before the first epoch was complete
     */
    public static TrainingResult run(
            TrainingOptions options, List<Path> corpora, Path output, TrainingListener listener)
            throws IOException, TrainingException, InterruptedException {
        requireWritable(output);
        try (Stop stop = new Stop();
                Workers workers = new Workers(options.threads())) {
            TrainingData data = new TrainingDataReader(corpora, options, workers, listener, stop).read();
            return new Training(options, output, listener).run(data, workers, stop);
        }
    }

    /** What would fail after the first epoch should fail before it. */
    private static void requireWritable(Path output) throws IOException, TrainingException {
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

    private TrainingResult run(TrainingData data, Workers workers, Stop stop)
            throws IOException, TrainingException, InterruptedException {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("train_documents", data.train().size());
        facts.put("validation_documents", data.validation().size());
        facts.put("validation_held_out", data.heldOut());
        NeighbourGraph graph = neighbours(data, workers, stop, facts);
        Validation validation = new Validation(options, data, workers);
        if (options.selection() == Selection.PRECISION && !validation.hasLabels()) {
            throw new TrainingException("'selection' cannot be 'precision' for a corpus without labels");
        }
        try (TrainingNetwork network = network(data, workers)) {
            Epochs epochs = new Epochs(options, data, graph, validation, network, listener, stop);
            ModelBundle bundle = null;
            EpochReport best = null;
            while (epochs.hasNext()) {
                EpochReport report = epochs.next();
                if (report == null) {
                    break;
                }
                if (report.best()) {
                    best = report;
                    Map<String, Tensor> weights = network.weights();
                    Thresholds.of(network, data.train().documents(), options).moveInto(weights);
                    bundle = write(data, facts, report, weights);
                }
                listener.epoch(report);
            }
            if (bundle == null || best == null) {
                throw new InterruptedException("The training was stopped before its first epoch was complete");
            }
            return new TrainingResult(
                    bundle, best, epochs.reports(), epochs.reports().size() < options.epochs());
        }
    }

    private TrainingNetwork network(TrainingData data, Workers workers) {
        if (options.energy() != null) {
            return new EnergyNetwork(
                    data.train().documents(), options.bits(), options.energy(), new Noise(options.seed()), workers);
        }
        DecoderOptions decoder = options.bound().decoder();
        NoiseDistribution distribution = decoder.loss() == DecoderLoss.SOFTMAX
                ? null
                : new NoiseDistribution(data.train().documents());
        return new CpuNetwork(shape(data), decoder, distribution, options.seed(), workers);
    }

    private NetworkShape shape(TrainingData data) {
        NetworkOptions sizes = options.network();
        int vocabulary = data.vectorizer().vocabulary().size();
        double range = sizes.embeddingRange() == 0 ? 1 / Math.sqrt(vocabulary) : sizes.embeddingRange();
        return new NetworkShape(
                vocabulary,
                sizes.embedding(),
                sizes.hidden(),
                options.bits(),
                sizes.rank(),
                sizes.factorScale().of(Math.max(1, sizes.rank())),
                options.bound().samples(),
                options.bound().posterior(),
                options.bound().mixture(),
                (float) sizes.dropout(),
                (float) range);
    }

    private @Nullable NeighbourGraph neighbours(
            TrainingData data, Workers workers, Stop stop, Map<String, @Nullable Object> facts)
            throws InterruptedException {
        ContrastOptions contrast = options.contrast();
        if (contrast == null || contrast.known(data.train().size()) == 0) {
            return null;
        }
        int documents = data.train().size();
        listener.begin(Phase.NEIGHBOURS, documents);
        AtomicLong done = new AtomicLong();
        NeighbourGraph graph = NeighbourGraph.among(
                data.train().documents(),
                new NeighbourGraph.Settings(contrast.known(documents), contrast.terms(), contrast.postings()),
                workers,
                count -> listener.progress(done.addAndGet(count)));
        stop.check();
        if (contrast.neighbourhood() > 0) {
            graph = graph.byOverlap(Math.clamp(documents / 100, 1, contrast.neighbourhood()), workers);
            facts.put("neighbourhood_overlap", graph.meanOverlap(contrast.neighbours()));
        }
        Double agreement = agreement(data, graph, contrast.neighbours());
        if (agreement != null) {
            facts.put("neighbour_label_agreement", agreement);
            listener.note("%.1f %% of the neighbours share a label".formatted(100 * agreement));
        }
        return graph;
    }

    /** The share of the neighbours that share a label with their document, or null without labels. */
    private static @Nullable Double agreement(TrainingData data, NeighbourGraph graph, int among) {
        int[][] labels = data.train().labels();
        long pairs = 0;
        long agreeing = 0;
        for (int document = 0; document < labels.length; document++) {
            if (labels[document].length > 0) {
                for (int neighbour : graph.neighbours(document, among)) {
                    pairs++;
                    agreeing += TrainingData.share(labels[document], labels[neighbour]) ? 1 : 0;
                }
            }
        }
        return pairs == 0 ? null : (double) agreeing / pairs;
    }

    private ModelBundle write(
            TrainingData data, Map<String, @Nullable Object> facts, EpochReport report, Map<String, Tensor> weights)
            throws IOException {
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>(facts);
        metrics.put("epoch", report.epoch());
        metrics.put("steps", report.steps());
        metrics.put("training_loss", report.training().total());
        metrics.put("validation_loss", report.validation().total());
        if (report.precision() != null) {
            metrics.put("validation_precision_at_100", report.precision());
        }
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
                metrics,
                options.sources());
        return ModelBundle.write(
                output,
                description,
                data.vectorizer().vocabulary(),
                weights,
                Objects.requireNonNull(options.precision()));
    }

    private static int width(Map<String, Tensor> weights, String layer) {
        return Objects.requireNonNull(weights.get(layer + ".bias")).values().length;
    }
}
