package io.corrsh.model.training;

import io.corrsh.model.training.checkpoint.Checkpoint;
import io.corrsh.model.training.checkpoint.CheckpointDirectory;
import io.corrsh.model.training.checkpoint.Checkpointing;
import io.corrsh.model.training.data.Fingerprint;
import io.corrsh.model.training.data.Neighbours;
import io.corrsh.model.training.data.Neighbours.Guidance;
import io.corrsh.model.training.data.TrainingData;
import io.corrsh.model.training.data.TrainingDataReader;
import io.corrsh.model.training.decoder.NoiseDistribution;
import io.corrsh.model.training.energy.EnergyNetwork;
import io.corrsh.model.training.measure.Validation;
import io.corrsh.model.training.network.NetworkShape;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.network.cpu.CpuNetwork;
import io.corrsh.model.training.options.NetworkOptions;
import io.corrsh.model.training.options.Selection;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.bound.DecoderLoss;
import io.corrsh.model.training.options.bound.DecoderOptions;
import io.corrsh.model.training.progress.Stop;
import io.corrsh.model.training.progress.TrainingException;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trains a model on a corpus, from the text to the bundle on disk. */
public final class Training {

    private final TrainingOptions options;
    private final Path output;
    private final CheckpointDirectory directory;
    private final Checkpointing checkpointing;
    private final TrainingListener listener;

    private Training(TrainingOptions options, Path output, Checkpointing checkpointing, TrainingListener listener) {
        this.options = options;
        this.output = output;
        this.directory = CheckpointDirectory.beside(output);
        this.checkpointing = checkpointing;
        this.listener = listener;
    }

    /** Trains a model from the beginning, as {@link #run(TrainingOptions, List, Path, Checkpointing, TrainingListener)}. */
    public static TrainingResult run(
            TrainingOptions options, List<Path> corpora, Path output, TrainingListener listener)
            throws IOException, TrainingException, InterruptedException {
        return run(options, corpora, output, Checkpointing.START, listener);
    }

    /**
     * Trains a model and writes it. The bundle is written whenever an epoch is the best so far, and the whole state of the
     * training is kept beside it until the training is complete, so that one which was killed can go on and ends with the
     * same bytes. An interrupt, or the end of the process, stops between two steps. One training can run in a process at a
     * time.
     *
     * @param corpora JSON lines of documents, plain or gzip; the test split is never looked at
     * @param output the directory of the bundle; the checkpoint is {@code <output>.checkpoint}
     * @throws TrainingException when the corpus cannot be trained on, or the training came to no good end
     * @throws IOException when a corpus or a checkpoint cannot be read, or a file not written
     * @throws InterruptedException when it was stopped before the first epoch was complete
     */
    public static TrainingResult run(
            TrainingOptions options,
            List<Path> corpora,
            Path output,
            Checkpointing checkpointing,
            TrainingListener listener)
            throws IOException, TrainingException, InterruptedException {
        Output.requireWritable(output);
        Training training = new Training(options, output, checkpointing, listener);
        Checkpoint checkpoint = training.checkpoint();
        Path beside = Objects.requireNonNull(training.directory.path().getParent());
        Files.createDirectories(beside);
        try (Stop stop = new Stop();
                Workers workers = new Workers(options.threads());
                Scratch scratch = Scratch.in(beside)) {
            TrainingData data = new TrainingDataReader(corpora, options, workers, scratch, listener, stop).read();
            return training.run(data, checkpoint, workers, scratch, stop);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("The training was stopped");
        } catch (OutOfMemoryError e) {
            throw Failures.heap(e);
        }
    }

    /** The checkpoint to go on from, or null to begin. */
    private @Nullable Checkpoint checkpoint() throws IOException, TrainingException {
        if (directory.exists()) {
            if (!checkpointing.resume()) {
                throw new TrainingException(
                        "'%s' holds the checkpoint of a training that was cut off: resume it, or delete the directory"
                                .formatted(directory.path()));
            }
            return directory.read(identityOfOptions());
        }
        if (checkpointing.resume()) {
            if (Files.exists(output.resolve("model.json"))) {
                throw new TrainingException(
                        "There is nothing to resume: no checkpoint is in '%s', and the model in '%s' is complete"
                                .formatted(directory.path(), output));
            }
            listener.note("No checkpoint is in '%s': the training begins".formatted(directory.path()));
        }
        return null;
    }

    /** All options that the result depends on. */
    private Map<String, @Nullable Object> identityOfOptions() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("name", options.name());
        all.put("bits", options.bits());
        all.put("precision", options.precision());
        all.put("analyzer", options.vocabulary().analyzer());
        all.put("sources", options.sources());
        all.putAll(options.toMap());
        return all;
    }

    private TrainingResult run(
            TrainingData data, @Nullable Checkpoint checkpoint, Workers workers, Scratch scratch, Stop stop)
            throws IOException, TrainingException, InterruptedException {
        Map<String, Object> fingerprint = Fingerprint.of(data);
        if (checkpoint != null) {
            directory.requireCorpus(checkpoint, fingerprint);
        }
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("train_documents", data.train().size());
        facts.put("validation_documents", data.validation().size());
        facts.put("validation_held_out", data.heldOut());
        Guidance guidance = new Neighbours(options.contrast(), workers, scratch, listener, stop)
                .among(data.train(), options.bits(), facts);
        stop.check();
        Validation validation = new Validation(options, data, workers, scratch);
        if (options.selection() == Selection.PRECISION && !validation.hasLabels()) {
            throw new TrainingException("'selection' cannot be 'precision' for a corpus without labels");
        }
        try (TrainingNetwork network = network(data, guidance, workers)) {
            Epochs epochs = new Epochs(options, data, guidance, validation, network, listener, stop);
            Output bundle = new Output(options, output, data, facts);
            TrainingSession session = new TrainingSession(
                    options,
                    data,
                    identityOfOptions(),
                    fingerprint,
                    network,
                    epochs,
                    bundle,
                    directory,
                    checkpointing,
                    listener);
            return session.run(checkpoint);
        }
    }

    private TrainingNetwork network(TrainingData data, @Nullable Guidance guidance, Workers workers) {
        if (options.energy() != null) {
            return new EnergyNetwork(
                    data.train().documents(), options.bits(), options.energy(), new Noise(options.seed()), workers);
        }
        DecoderOptions decoder = options.bound().decoder();
        NoiseDistribution distribution = decoder.loss() == DecoderLoss.SOFTMAX
                ? null
                : new NoiseDistribution(data.train().documents());
        NetworkShape shape = shape(data);
        CpuNetwork network = new CpuNetwork(shape, decoder, distribution, options.seed(), workers);
        if (guidance != null && guidance.codes() != null && shape.holdsLinearCode()) {
            network.beginAt(guidance.codes().linear(options.weighting().scale()));
        }
        return network;
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
}
