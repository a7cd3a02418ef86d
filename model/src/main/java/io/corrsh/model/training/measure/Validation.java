package io.corrsh.model.training.measure;

import io.corrsh.model.training.data.BatchSampler;
import io.corrsh.model.training.data.Neighbours.Guidance;
import io.corrsh.model.training.data.TrainingData;
import io.corrsh.model.training.data.TrainingData.Part;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Measures a network on the validation documents, with the same random numbers every time. */
public final class Validation {

    private static final int K = 100;

    /** The neighbours to agree with where the contrastive term has none: as many as there by default. */
    private static final int NEIGHBOURS = 10;

    private static final int TERMS = 40;
    private static final int POSTINGS = 10_000;

    private final TrainingOptions options;
    private final TrainingData data;
    private final NeighbourGraph graph;
    private final Workers workers;
    private final DocumentMatrix queries;
    private final int[][] queryLabels;

    public Validation(TrainingOptions options, TrainingData data, Workers workers, Scratch scratch) throws IOException {
        this.options = options;
        this.data = data;
        this.workers = workers;
        Part part = data.validation();
        int size = Math.min(part.size(), options.validationQueries());
        DocumentMatrix.Builder chosen = DocumentMatrix.builder(part.documents().vocabulary());
        this.queryLabels = new int[size][];
        for (int i = 0; i < size; i++) {
            int document = (int) ((long) i * part.size() / size); // evenly spread over the file
            chosen.add(part.documents(), document);
            queryLabels[i] = part.labels()[document];
        }
        this.queries = chosen.build();
        ContrastOptions contrast = options.contrast();
        this.graph = NeighbourGraph.of(
                queries,
                data.train().documents(),
                contrast == null || contrast.neighbours() == 0
                        ? new NeighbourGraph.Settings(NEIGHBOURS, TERMS, POSTINGS)
                        : new NeighbourGraph.Settings(contrast.neighbours(), contrast.terms(), contrast.postings()),
                workers,
                scratch);
    }

    /** Whether precision can be measured. */
    public boolean hasLabels() {
        for (int[] labels : queryLabels) {
            if (labels.length > 0) {
                return data.train().hasLabels();
            }
        }
        return false;
    }

    /** The mean loss over the validation documents. */
    public StepLoss loss(TrainingNetwork network, StepSettings settings) {
        Noise noise = new Noise(options.seed());
        BatchSampler sampler =
                new BatchSampler(options, queries, data.train().documents(), new Guidance(graph, null), noise);
        int[] order = sampler.shuffled();
        StepLoss sum = StepLoss.ZERO;
        for (int from = 0; from < order.length; from += options.batch()) {
            int to = Math.min(order.length, from + options.batch());
            StepBatch batch = sampler.batch(order, from, to);
            sum = sum.plus(network.evaluate(batch, settings, noise), (to - from) / (double) order.length);
        }
        return sum;
    }

    /**
     * What the codes are worth.
     *
     * @param neighbourAgreement see {@link io.corrsh.model.training.history.EpochReport}
     * @param precision the tie-aware precision at 100 by shared labels, null without labels
     * @param database the codes of the training documents
     */
    public record Measured(
            @Nullable Double neighbourAgreement, @Nullable Double precision, Codes database) {}

    /** Encodes all documents; the validation documents search the training documents. */
    public Measured measure(TrainingNetwork network) {
        Thresholds thresholds = Thresholds.of(network, data.train().documents(), options);
        Codes database = Codes.of(network, data.train().documents(), thresholds);
        Codes asking = Codes.of(network, queries, thresholds);
        double[] precisions = new double[queries.size()];
        double[] agreements = new double[queries.size()];
        int[][] labels = data.train().labels();
        boolean labelled = hasLabels();
        // In a corpus of a few documents, all would be among the first 100.
        int nearest = Math.clamp(database.size() / 10, 1, K);
        workers.forEach(queries.size(), 16, (from, to) -> {
            int[] total = new int[options.bits() + 1];
            int[] relevant = new int[options.bits() + 1];
            int[] near = new int[options.bits() + 1];
            for (int query = from; query < to; query++) {
                Arrays.fill(total, 0);
                Arrays.fill(relevant, 0);
                Arrays.fill(near, 0);
                boolean judged = labelled && queryLabels[query].length > 0;
                for (int document = 0; document < database.size(); document++) {
                    int distance = database.distance(document, asking, query);
                    total[distance]++;
                    if (judged && TrainingData.share(queryLabels[query], labels[document])) {
                        relevant[distance]++;
                    }
                }
                for (int neighbour : graph.neighbours(query, graph.count(query))) {
                    near[database.distance(neighbour, asking, query)]++;
                }
                precisions[query] = judged ? hits(total, relevant, K) / K : Double.NaN;
                agreements[query] = hits(total, near, nearest) / Math.min(nearest, graph.count(query));
            }
        });
        return new Measured(mean(agreements), mean(precisions), database);
    }

    /** The mean of what is not NaN, null of nothing. */
    private static @Nullable Double mean(double[] values) {
        OptionalDouble mean =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** How many of the first {@code k} are relevant, expected over all orders of documents at the same distance. */
    static double hits(int[] total, int[] relevant, int k) {
        int closer = 0;
        double hits = 0;
        for (int distance = 0; distance < total.length; distance++) {
            if (closer + total[distance] >= k) {
                return hits + (k - closer) * (double) relevant[distance] / total[distance];
            }
            closer += total[distance];
            hits += relevant[distance];
        }
        return hits;
    }
}
