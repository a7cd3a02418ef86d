package io.corrsh.model.training.data;

import io.corrsh.model.training.codes.TargetCodes;
import io.corrsh.model.training.data.TrainingData.Part;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.places.NeighbourRounds;
import io.corrsh.model.training.progress.Stop;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.progress.TrainingListener.Phase;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the contrastive term is told of the documents, without labels.
 *
 * @param contrast null for no contrastive term
 */
public record Neighbours(
        @Nullable ContrastOptions contrast, Workers workers, Scratch scratch, TrainingListener listener, Stop stop) {

    /**
     * What the term is told.
     *
     * @param neighbours of each document: partners and soft positives are drawn from them
     * @param codes that documents should get, or null for none
     */
    public record Guidance(
            NeighbourGraph neighbours, @Nullable TargetCodes codes) {}

    /**
     * The neighbours of each document and its code, or null if none are wanted.
     *
     * @param facts gets how many of them share a label, where there are labels; nothing else depends on these
     */
    public @Nullable Guidance among(Part train, int bits, Map<String, @Nullable Object> facts)
            throws IOException, InterruptedException {
        int documents = train.size();
        if (contrast == null || contrast.known(documents) == 0) {
            return null;
        }
        int rounds = contrast.neighbourRounds();
        boolean wantsCodes = contrast.codeWeight() > 0;
        listener.begin(Phase.NEIGHBOURS, (long) documents * (1 + rounds + (wantsCodes ? 1 : 0)));
        AtomicLong done = new AtomicLong();
        IntConsumer progress = count -> listener.progress(done.addAndGet(count));
        NeighbourGraph graph = NeighbourGraph.among(
                train.documents(),
                new NeighbourGraph.Settings(contrast.known(documents), contrast.terms(), contrast.postings()),
                workers,
                scratch,
                progress);
        TargetCodes codes = null;
        if (rounds > 0 || wantsCodes) {
            NeighbourGraph byWords = graph;
            NeighbourRounds again = new NeighbourRounds(byWords, train.documents(), workers, progress);
            for (int round = 0; round < rounds; round++) {
                stop.check();
                graph = again.next();
            }
            codes = wantsCodes ? TargetCodes.of(again.places(bits), bits) : null;
            if (graph != byWords) {
                byWords.close();
            }
        }
        Double agreement = agreement(train.labels(), graph, contrast.neighbours());
        if (agreement != null) {
            facts.put("neighbour_label_agreement", agreement);
            listener.note("%.1f %% of the neighbours share a label".formatted(100 * agreement));
        }
        return new Guidance(graph, codes);
    }

    /** The share of the neighbours that share a label with their document, or null without labels. */
    private static @Nullable Double agreement(int[][] labels, NeighbourGraph graph, int among) {
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
}
