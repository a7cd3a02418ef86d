package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The nearest documents of each document by cosine of their rows, all of one norm. Candidates come from an inverted index over each
 * document's strongest terms, whose longest postings are cut to their strongest documents; the candidates are then
 * ranked by the full cosine, ties by the lower number. Exact when nothing is cut. Immutable.
 */
public final class NeighbourGraph {

    /**
     * How the graph is built.
     *
     * @param nearest how many neighbours a document gets at most
     * @param terms how many of a document's strongest terms are indexed and searched
     * @param postings how many documents a term's posting list holds at most
     */
    public record Settings(int nearest, int terms, int postings) {

        public Settings {
            require("nearest", nearest);
            require("terms", terms);
            require("postings", postings);
        }

        private static void require(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException("'%s' must be at least 1, got %d".formatted(name, value));
            }
        }
    }

    private final int nearest;
    private final int[] neighbours;
    private final float[] similarities;
    private final int[] counts;

    private NeighbourGraph(int nearest, int documents) {
        this.nearest = nearest;
        this.neighbours = new int[Math.multiplyExact(documents, nearest)];
        this.similarities = new float[neighbours.length];
        this.counts = new int[documents];
    }

    /** The neighbours of each document among the others; {@code progress} gets the number of documents just done. */
    public static NeighbourGraph among(
            DocumentMatrix documents, Settings settings, Workers workers, IntConsumer progress) {
        return build(documents, documents, settings, workers, progress);
    }

    /** The neighbours of each query among other documents. */
    public static NeighbourGraph of(
            DocumentMatrix queries, DocumentMatrix documents, Settings settings, Workers workers) {
        return build(queries, documents, settings, workers, done -> {});
    }

    private static NeighbourGraph build(
            DocumentMatrix queries,
            DocumentMatrix documents,
            Settings settings,
            Workers workers,
            IntConsumer progress) {
        TermIndex index = TermIndex.of(documents, settings.terms(), settings.postings());
        NeighbourGraph graph = new NeighbourGraph(settings.nearest(), queries.size());
        workers.forEach(queries.size(), 128, (from, to) -> {
            NeighbourSearch search = new NeighbourSearch(documents, index, settings);
            for (int query = from; query < to; query++) {
                graph.counts[query] = search.nearest(
                        queries,
                        query,
                        queries == documents ? query : -1,
                        graph.neighbours,
                        graph.similarities,
                        query * graph.nearest);
            }
            synchronized (index) {
                progress.accept(to - from);
            }
        });
        return graph;
    }

    /**
     * Finds the neighbours again: random walks along the links lead to where a document belongs ({@link Diffusion}), a regression
     * says the same from its words alone ({@link CrossFit}), and what is near there and shares words is a neighbour. Two
     * documents of one subject may share few words, so that this is more often right than the cosine.
     *
     * @param documents those that this graph was built among
     * @param rounds how often, each round on the links that the one before it found
     */
    public NeighbourGraph refined(DocumentMatrix documents, int rounds, Workers workers) {
        if (rounds == 0) {
            return this;
        }
        CrossFit crossFit = new CrossFit(documents);
        NeighbourGraph graph = this;
        for (int round = 0; round < rounds; round++) {
            graph = again(documents, graph, crossFit.predict(Diffusion.along(graph, workers), workers), workers);
        }
        return graph;
    }

    private NeighbourGraph again(
            DocumentMatrix documents, NeighbourGraph before, Embedding embedding, Workers workers) {
        NeighbourGraph again = new NeighbourGraph(nearest, counts.length);
        workers.forEach(counts.length, 128, (from, to) -> {
            Reranking reranking = new Reranking(documents, this, before, embedding);
            for (int document = from; document < to; document++) {
                again.counts[document] =
                        reranking.nearest(document, again.neighbours, again.similarities, document * nearest);
            }
        });
        return again;
    }

    /** How many neighbours a document has: fewer than asked for when fewer share a word with it. */
    public int count(int document) {
        return counts[document];
    }

    /** A document's neighbour, 0 being the nearest. */
    public int neighbour(int document, int rank) {
        if (rank >= counts[document]) {
            throw new IndexOutOfBoundsException(
                    "Document %d has %d neighbours, asked for %d".formatted(document, counts[document], rank));
        }
        return neighbours[document * nearest + rank];
    }

    /** How near that neighbour is, at most 1. */
    public float similarity(int document, int rank) {
        return similarities[document * nearest + rank];
    }

    int documents() {
        return counts.length;
    }

    /** How many neighbours a document has at most. */
    int nearest() {
        return nearest;
    }

    /** The first {@code among} neighbours of a document, nearest first. */
    public int[] neighbours(int document, int among) {
        int from = document * nearest;
        return Arrays.copyOfRange(neighbours, from, from + Math.min(among, counts[document]));
    }
}
