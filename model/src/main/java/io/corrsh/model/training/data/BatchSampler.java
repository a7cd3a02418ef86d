package io.corrsh.model.training.data;

import io.corrsh.model.training.codes.TargetCodes;
import io.corrsh.model.training.data.Neighbours.Guidance;
import io.corrsh.model.training.decoder.Targets;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.network.Noise;
import io.corrsh.model.training.network.StepBatch;
import io.corrsh.model.training.options.TrainingOptions;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.SparseBatch;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the input of each step: views of documents and of their neighbours for the contrastive term, whole documents and
 * the words to explain for the bound. To be used by one thread; a batch is valid until the next one is made.
 */
public final class BatchSampler {

    private final TrainingOptions options;
    private final DocumentMatrix documents;
    private final DocumentMatrix others;
    private final @Nullable NeighbourGraph graph;
    private final @Nullable TargetCodes codes;
    private final Noise noise;
    private final RandomGenerator random;
    private final SparseBatch rows;
    private final Targets targets;
    private final int[] places;

    /**
     * A sampler of documents.
     *
     * @param others the documents that the neighbours are rows of
     * @param guidance null without a contrastive term
     */
    public BatchSampler(
            TrainingOptions options,
            DocumentMatrix documents,
            DocumentMatrix others,
            @Nullable Guidance guidance,
            Noise noise) {
        this.options = options;
        this.documents = documents;
        this.others = others;
        this.graph = guidance == null ? null : guidance.neighbours();
        this.codes = guidance == null ? null : guidance.codes();
        this.noise = noise;
        this.random = noise.random();
        this.rows = new SparseBatch(documents.vocabulary());
        this.targets = new Targets(documents.vocabulary());
        this.places = new int[others.size()];
        Arrays.fill(places, -1);
    }

    /** The source of the random numbers. */
    public Noise noise() {
        return noise;
    }

    /** The numbers of all documents in a random order. */
    public int[] shuffled() {
        int[] order = new int[documents.size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The batch of the documents from {@code from} to {@code to} of the order. */
    public StepBatch batch(int[] order, int from, int to) {
        rows.clear();
        targets.clear();
        ContrastOptions contrast = options.contrast();
        // A pair alone has nobody to be told from.
        int pairs = contrast == null || to - from < 2 ? 0 : to - from;
        int[] partners = new int[to - from];
        for (int i = from; i < to; i++) {
            partners[i - from] = partner(order[i]);
        }
        if (contrast != null && pairs > 0) {
            for (int i = from; i < to; i++) {
                view(documents, order[i], contrast.keep());
            }
            for (int i = from; i < to; i++) {
                int partner = partners[i - from];
                view(partner < 0 ? documents : others, partner < 0 ? order[i] : partner, contrast.keep());
            }
        }
        int bound = Math.min(to - from, options.boundDocuments());
        for (int i = from; i < from + bound; i++) {
            rows.addDocument(documents, order[i]);
            explain(order[i], partners[i - from]);
        }
        rows.index();
        return new StepBatch(rows, pairs, targets, softTarget(order, from, pairs), codes(order, from, partners, pairs));
    }

    /** A random neighbour of the document, or -1 if it has none. */
    private int partner(int document) {
        ContrastOptions contrast = options.contrast();
        if (graph == null || contrast == null) {
            return -1;
        }
        int among = Math.min(contrast.neighbours(), graph.count(document));
        return among == 0 ? -1 : graph.neighbour(document, random.nextInt(among));
    }

    /** Each word with probability {@code keep}, at least one, at the norm of the whole. */
    private void view(DocumentMatrix matrix, int document, double keep) {
        long from = matrix.start(document);
        long to = matrix.start(document + 1);
        int limit = (int) Math.round(keep * 65536);
        double square = 0;
        long bits = 0;
        for (long i = from; i < to; i++) {
            bits = (i - from) % 4 == 0 ? random.nextLong() : bits >>> 16;
            float weight = matrix.weight(i);
            square += (double) weight * weight;
            if ((bits & 0xFFFF) < limit) {
                rows.add(matrix.word(i), weight);
            }
        }
        if (rows.rowLength() == 0) {
            long i = from + random.nextInt(matrix.length(document));
            rows.add(matrix.word(i), matrix.weight(i));
        }
        rows.scaleRow((float) Math.sqrt(square));
        rows.endRow();
    }

    private void explain(int document, int partner) {
        float share = partner < 0 ? 0 : (float) options.bound().neighbourShare();
        if (share < 1) {
            targets.add(documents, document, 1 - share);
        }
        if (share > 0) {
            targets.add(others, partner, share);
        }
        targets.endRow();
    }

    /** The bits that each view should get, or null. */
    private float @Nullable [] codes(int[] order, int from, int[] partners, int pairs) {
        if (codes == null || pairs == 0) {
            return null;
        }
        float[] bits = new float[2 * pairs * options.bits()];
        for (int i = 0; i < pairs; i++) {
            int document = order[from + i];
            codes.copy(document, bits, i * options.bits());
            codes.copy(partners[i] < 0 ? document : partners[i], bits, (pairs + i) * options.bits());
        }
        return bits;
    }

    /** The distribution over the batch that each document should find, or null when it is its partner alone. */
    private float @Nullable [] softTarget(int[] order, int from, int pairs) {
        ContrastOptions contrast = options.contrast();
        if (contrast == null || graph == null || documents != others || contrast.softPositives() == 0 || pairs == 0) {
            return null;
        }
        for (int i = 0; i < pairs; i++) {
            places[order[from + i]] = i;
        }
        float weight = (float) contrast.softWeight();
        float[] target = new float[pairs * pairs];
        for (int i = 0; i < pairs; i++) {
            target[i * pairs + i] = 1;
            int document = order[from + i];
            int known = Math.min(contrast.softPositives(), graph.count(document));
            for (int rank = 0; rank < known; rank++) {
                int place = places[graph.neighbour(document, rank)];
                if (place >= 0 && place != i) {
                    float near = weight * Math.max(0, graph.similarity(document, rank));
                    target[i * pairs + place] = near;
                    target[place * pairs + i] = near;
                }
            }
        }
        for (int i = 0; i < pairs; i++) {
            places[order[from + i]] = -1;
            float sum = 0;
            for (int j = 0; j < pairs; j++) {
                sum += target[i * pairs + j];
            }
            for (int j = 0; j < pairs; j++) {
                target[i * pairs + j] /= sum;
            }
        }
        return target;
    }
}
