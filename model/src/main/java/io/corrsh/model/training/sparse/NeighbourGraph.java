package io.corrsh.model.training.sparse;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The nearest documents of each document by cosine of their rows. Candidates come from an inverted index over each
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
    private final int[] counts;

    private NeighbourGraph(int nearest, int[] neighbours, int[] counts) {
        this.nearest = nearest;
        this.neighbours = neighbours;
        this.counts = counts;
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
        int nearest = settings.nearest();
        int[] neighbours = new int[Math.multiplyExact(queries.size(), nearest)];
        int[] counts = new int[queries.size()];
        workers.forEach(queries.size(), 128, (from, to) -> {
            NeighbourSearch search = new NeighbourSearch(documents, index, settings);
            for (int query = from; query < to; query++) {
                counts[query] =
                        search.nearest(queries, query, queries == documents ? query : -1, neighbours, query * nearest);
            }
            synchronized (index) {
                progress.accept(to - from);
            }
        });
        return new NeighbourGraph(nearest, neighbours, counts);
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

    /** The first {@code among} neighbours of a document, nearest first. */
    public int[] neighbours(int document, int among) {
        int from = document * nearest;
        return Arrays.copyOfRange(neighbours, from, from + Math.min(among, counts[document]));
    }
}
