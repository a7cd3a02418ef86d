package io.corrsh.model.training.data;

import io.corrsh.model.training.data.TrainingData.Part;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.options.contrast.ContrastOptions;
import io.corrsh.model.training.progress.TrainingListener;
import io.corrsh.model.training.progress.TrainingListener.Phase;
import io.corrsh.model.training.sparse.Workers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the neighbours that the contrastive term draws partners and soft positives from.
 *
 * @param contrast null for no contrastive term
 */
public record Neighbours(@Nullable ContrastOptions contrast, Workers workers, TrainingListener listener) {

    /**
     * The neighbours of each document, or null if none are wanted.
     *
     * @param facts gets how many of them share a label, where there are labels; nothing else depends on these
     */
    public @Nullable NeighbourGraph among(Part train, Map<String, @Nullable Object> facts) {
        int documents = train.size();
        if (contrast == null || contrast.known(documents) == 0) {
            return null;
        }
        listener.begin(Phase.NEIGHBOURS, documents);
        AtomicLong done = new AtomicLong();
        NeighbourGraph graph = NeighbourGraph.among(
                train.documents(),
                new NeighbourGraph.Settings(contrast.known(documents), contrast.terms(), contrast.postings()),
                workers,
                count -> listener.progress(done.addAndGet(count)));
        graph = graph.refined(train.documents(), contrast.neighbourRounds(), workers);
        Double agreement = agreement(train.labels(), graph, contrast.neighbours());
        if (agreement != null) {
            facts.put("neighbour_label_agreement", agreement);
            listener.note("%.1f %% of the neighbours share a label".formatted(100 * agreement));
        }
        return graph;
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
