package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Finds neighbours again: random walks along the links lead to where a document belongs ({@link Diffusion}), a regression says the same
 * from its words alone ({@link CrossFit}), and what is near there and shares words that tell something ({@link WordWeights}) is a
 * neighbour. Two documents of one subject may share few words, so that this is more often right than the cosine. To be used by
 * one thread, with any number of {@link Workers}, which the results do not depend on.
 */
public final class Refinement {

    private final NeighbourGraph byWords;
    private final DocumentMatrix documents;
    private final Workers workers;
    private final CrossFit crossFit;
    private NeighbourGraph graph;
    private @Nullable Embedding walked;

    /**
     * Begins at the neighbours by cosine.
     *
     * @param byWords the neighbours of the documents among each other, at least one each for most
     */
    public Refinement(NeighbourGraph byWords, DocumentMatrix documents, Workers workers) {
        this.byWords = byWords;
        this.documents = documents;
        this.workers = workers;
        this.graph = byWords;
        this.crossFit = CrossFit.of(documents, walked());
    }

    /** Finds the neighbours so often, each round on the links that the one before it found. */
    public NeighbourGraph rounds(int rounds) {
        for (int round = 0; round < rounds; round++) {
            Embedding predicted = crossFit.predict(walked(), workers);
            DocumentMatrix telling = documents.scaled(WordWeights.of(documents, predicted));
            NeighbourGraph before = graph;
            graph = byWords.searched(() -> new Reranking(telling, byWords, before, predicted), workers);
            walked = null;
        }
        return graph;
    }

    /** Where the documents belong by the neighbours found last. */
    public Places places() {
        return new Places(crossFit.predict(walked(), workers), crossFit.words(walked()));
    }

    /** Where walks along the links of the neighbours found last end. */
    private Embedding walked() {
        Embedding known = walked;
        if (known == null) {
            known = Diffusion.along(graph, workers);
            walked = known;
        }
        return known;
    }
}
