package io.corrsh.model.training;

import io.corrsh.model.training.TrainingData.Part;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.network.StepLoss;
import io.corrsh.model.training.network.StepSettings;
import io.corrsh.model.training.network.TrainingNetwork;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.NeighbourGraph;
import io.corrsh.model.training.sparse.SparseBatch;
import io.corrsh.model.training.sparse.Workers;
import org.jspecify.annotations.Nullable;

/** Measures a network on the validation documents, with the same random numbers every time. */
final class Validation {

    private static final int K = 100;
    private static final int ROWS = 512;

    private final TrainingOptions options;
    private final TrainingData data;
    private final @Nullable NeighbourGraph graph;
    private final Workers workers;
    private final DocumentMatrix queries;
    private final int[][] queryLabels;

    Validation(TrainingOptions options, TrainingData data, Workers workers) {
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
        this.graph = contrast == null || contrast.neighbours() == 0
                ? null
                : NeighbourGraph.of(
                        queries,
                        data.train().documents(),
                        new NeighbourGraph.Settings(contrast.neighbours(), contrast.terms(), contrast.postings()),
                        workers);
    }

    /** Whether precision can be measured. */
    boolean hasLabels() {
        for (int[] labels : queryLabels) {
            if (labels.length > 0) {
                return data.train().hasLabels();
            }
        }
        return false;
    }

    /** The mean loss over the validation documents. */
    StepLoss loss(TrainingNetwork network, StepSettings settings) {
        Noise noise = new Noise(options.seed());
        BatchSampler sampler = new BatchSampler(options, queries, data.train().documents(), graph, noise.random());
        int[] order = sampler.shuffled();
        StepLoss sum = StepLoss.ZERO;
        for (int from = 0; from < order.length; from += options.batch()) {
            int to = Math.min(order.length, from + options.batch());
            StepBatch batch = sampler.batch(order, from, to);
            sum = sum.plus(network.evaluate(batch, settings, noise), (to - from) / (double) order.length);
        }
        return sum;
    }

    /** The tie-aware precision at 100 by shared labels: train is the database, labelled validation documents ask. */
    double precision(TrainingNetwork network) {
        float[] thresholds =
                Thresholds.of(network, data.train().documents(), options).values();
        Codes database = codes(network, data.train().documents(), thresholds);
        Codes asking = codes(network, queries, thresholds);
        int[] labelled = java.util.stream.IntStream.range(0, queries.size())
                .filter(i -> queryLabels[i].length > 0)
                .toArray();
        double[] precisions = new double[labelled.length];
        workers.forEach(labelled.length, 16, (from, to) -> {
            int[] total = new int[options.bits() + 1];
            int[] relevant = new int[options.bits() + 1];
            for (int i = from; i < to; i++) {
                java.util.Arrays.fill(total, 0);
                java.util.Arrays.fill(relevant, 0);
                int query = labelled[i];
                for (int document = 0; document < data.train().size(); document++) {
                    int distance = database.distance(document, asking, query);
                    total[distance]++;
                    if (TrainingData.share(queryLabels[query], data.train().labels()[document])) {
                        relevant[distance]++;
                    }
                }
                precisions[i] = precision(total, relevant);
            }
        });
        return java.util.Arrays.stream(precisions).sum() / labelled.length;
    }

    /** The expected precision of the first 100 over all orders of documents at the same distance. */
    static double precision(int[] total, int[] relevant) {
        int closer = 0;
        double hits = 0;
        for (int distance = 0; distance < total.length; distance++) {
            if (closer + total[distance] >= K) {
                return (hits + (K - closer) * (double) relevant[distance] / total[distance]) / K;
            }
            closer += total[distance];
            hits += relevant[distance];
        }
        return hits / K;
    }

    private Codes codes(TrainingNetwork network, DocumentMatrix documents, float[] thresholds) {
        Codes codes = new Codes(documents.size(), options.bits());
        SparseBatch rows = new SparseBatch(documents.vocabulary());
        for (int from = 0; from < documents.size(); from += ROWS) {
            rows.clear();
            for (int document = from; document < Math.min(documents.size(), from + ROWS); document++) {
                rows.addDocument(documents, document);
            }
            rows.index();
            codes.set(from, network.logits(rows), thresholds);
        }
        return codes;
    }

    /** Codes of {@code words} longs each. */
    private static final class Codes {

        private final int bits;
        private final int words;
        private final long[] values;

        Codes(int size, int bits) {
            this.bits = bits;
            this.words = Math.ceilDiv(bits, Long.SIZE);
            this.values = new long[Math.multiplyExact(size, words)];
        }

        void set(int from, float[] logits, float[] thresholds) {
            for (int i = 0; i < logits.length; i++) {
                if (logits[i] > thresholds[i % bits]) {
                    int bit = i % bits;
                    values[(from + i / bits) * words + bit / Long.SIZE] |= Long.MIN_VALUE >>> bit;
                }
            }
        }

        int distance(int document, Codes other, int otherDocument) {
            int distance = 0;
            for (int w = 0; w < words; w++) {
                distance += Long.bitCount(values[document * words + w] ^ other.values[otherDocument * words + w]);
            }
            return distance;
        }
    }
}
