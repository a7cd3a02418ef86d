package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

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
        Supplier<Search> searches = () -> {
            NeighbourSearch search = new NeighbourSearch(documents, index, settings);
            return (query, out, similarities, at) ->
                    search.nearest(queries, query, queries == documents ? query : -1, out, similarities, at);
        };
        graph.fill(searches, workers, progress);
        return graph;
    }

    private void fill(Supplier<Search> searches, Workers workers, IntConsumer progress) {
        workers.forEach(counts.length, 128, (from, to) -> {
            Search search = searches.get();
            for (int document = from; document < to; document++) {
                counts[document] = search.nearest(document, neighbours, similarities, document * nearest);
            }
            synchronized (this) {
                progress.accept(to - from);
            }
        });
    }

    /** Finds the neighbours of one document after the other. To be used by one thread. */
    @FunctionalInterface
    public interface Search {

        /**
         * Writes a document's neighbours, nearest first, and their similarities from {@code at} on.
         *
         * @return how many there are
         */
        int nearest(int document, int[] out, float[] similarities, int at);
    }

    /** A graph of what other searches find, at most as many neighbours a document as in this one. */
    public NeighbourGraph searched(Supplier<Search> searches, Workers workers) {
        NeighbourGraph graph = new NeighbourGraph(nearest, counts.length);
        graph.fill(searches, workers, done -> {});
        return graph;
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

    /** How many documents it is about. */
    public int documents() {
        return counts.length;
    }

    /** How many neighbours a document has at most. */
    public int nearest() {
        return nearest;
    }

    /** The first {@code among} neighbours of a document, nearest first. */
    public int[] neighbours(int document, int among) {
        int from = document * nearest;
        return Arrays.copyOfRange(neighbours, from, from + Math.min(among, counts[document]));
    }
}
