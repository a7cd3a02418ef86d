package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds neighbours again: random walks along the links lead to where a document belongs ({@link Diffusion}), a regression says the same
 * from its words alone ({@link CrossFit}), and what is near there and shares words that tell something ({@link WordWeights}) is a
 * neighbour. Two documents of one subject may share few words, so that this is more often right than the cosine. To be used by
 * one thread, with any number of {@link Workers}, which the results do not depend on.
 */
public final class NeighbourRounds {

    /** How much places count for a neighbour, beside its words. */
    private static final float NEIGHBOURS_PLACE = 1;

    /** The same for the links of the last walk, from which the places come: links by places repeat what the places say already. */
    private static final float LINKS_PLACE = 0.3f;

    /** The dimensions of places: few, so that a subject is one place. */
    private static final int WIDTH = 64;

    /** The most dimensions of places from which codes of as many bits come. */
    private static final int MOST_WIDTH = 128;

    private final NeighbourGraph byWords;
    private final DocumentMatrix documents;
    private final Workers workers;
    private final IntConsumer progress;
    private final CrossFit crossFit;
    private NeighbourGraph graph;
    private @Nullable Embedding walked;

    /**
     * Begins at the neighbours by cosine.
     *
     * @param byWords the neighbours of the documents among each other, at least one each for most
     * @param progress gets the number of documents whose neighbours were just found, once a round and once for the places
     */
    public NeighbourRounds(NeighbourGraph byWords, DocumentMatrix documents, Workers workers, IntConsumer progress)
            throws IOException {
        this.byWords = byWords;
        this.documents = documents;
        this.workers = workers;
        this.progress = progress;
        this.graph = byWords;
        this.crossFit = CrossFit.of(documents, walked());
    }

    /** Finds the neighbours once more, on the links found last, whose graph is closed. The new one is the caller's. */
    public NeighbourGraph next() throws IOException {
        NeighbourGraph before = graph;
        graph = near(NEIGHBOURS_PLACE);
        walked = null;
        if (before != byWords) {
            before.close();
        }
        return graph;
    }

    /** Where the documents belong by the neighbours found last, for codes of so many bits. */
    public Places places(int bits) throws IOException {
        Embedding last;
        try (NeighbourGraph links = near(LINKS_PLACE)) {
            last = Diffusion.along(links, Math.clamp(bits, WIDTH, MOST_WIDTH), workers);
        }
        return new Places(crossFit.predict(last, workers), crossFit.words(last));
    }

    /** The documents that share telling words and are near by their places, which count so much. */
    private NeighbourGraph near(float weight) throws IOException {
        NeighbourGraph before = graph;
        Embedding places = crossFit.predict(walked(), workers);
        TellingWords telling = new TellingWords(documents, WordWeights.of(documents, places));
        return byWords.searched(() -> new Reranking(telling, byWords, before, places, weight), workers, progress);
    }

    /** Where walks along the links of the neighbours found last end. */
    private Embedding walked() throws IOException {
        Embedding known = walked;
        if (known == null) {
            known = Diffusion.along(graph, WIDTH, workers);
            walked = known;
        }
        return known;
    }
}
