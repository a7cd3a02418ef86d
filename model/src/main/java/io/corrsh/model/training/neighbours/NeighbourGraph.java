package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.scratch.Pairs;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The nearest documents of each document by cosine of their rows, all of one norm. Candidates come from an inverted index over each
 * document's strongest terms, whose longest postings are cut to their strongest documents; the candidates are then
 * ranked by the full cosine, ties by the lower number. Exact when nothing is cut. Immutable; of no use
 * once closed, or its {@link Scratch}.
 */
public final class NeighbourGraph implements AutoCloseable {

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
    private final Scratch scratch;
    private final Pairs neighbours;
    private final int[] counts;

    private NeighbourGraph(int nearest, int documents, Scratch scratch) throws IOException {
        this.nearest = nearest;
        this.scratch = scratch;
        this.neighbours = scratch.pairs((long) documents * nearest);
        this.counts = new int[documents];
    }

    /** The neighbours of each document among the others; {@code progress} gets the number of documents just done. */
    public static NeighbourGraph among(
            DocumentMatrix documents, Settings settings, Workers workers, Scratch scratch, IntConsumer progress)
            throws IOException {
        return build(documents, documents, settings, workers, scratch, progress);
    }

    /** The neighbours of each query among other documents. */
    public static NeighbourGraph of(
            DocumentMatrix queries, DocumentMatrix documents, Settings settings, Workers workers, Scratch scratch)
            throws IOException {
        return build(queries, documents, settings, workers, scratch, done -> {});
    }

    private static NeighbourGraph build(
            DocumentMatrix queries,
            DocumentMatrix documents,
            Settings settings,
            Workers workers,
            Scratch scratch,
            IntConsumer progress)
            throws IOException {
        try (TermIndex index = TermIndex.of(documents, settings.terms(), settings.postings(), scratch)) {
            NeighbourGraph graph = new NeighbourGraph(settings.nearest(), queries.size(), scratch);
            Supplier<Search> searches = () -> {
                NeighbourSearch search = new NeighbourSearch(documents, index, settings);
                return (query, out, at) -> search.nearest(queries, query, queries == documents ? query : -1, out, at);
            };
            graph.fill(searches, workers, progress);
            return graph;
        }
    }

    private void fill(Supplier<Search> searches, Workers workers, IntConsumer progress) {
        workers.forEach(counts.length, 128, (from, to) -> {
            Search search = searches.get();
            for (int document = from; document < to; document++) {
                counts[document] = search.nearest(document, neighbours, (long) document * nearest);
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
         * Writes a document's neighbours and their similarities, nearest first, from {@code at} on.
         *
         * @return how many there are
         */
        int nearest(int document, Pairs out, long at);
    }

    /** A graph of what other searches find, at most as many neighbours a document as in this one; {@code progress} as before. */
    public NeighbourGraph searched(Supplier<Search> searches, Workers workers, IntConsumer progress)
            throws IOException {
        NeighbourGraph graph = new NeighbourGraph(nearest, counts.length, scratch);
        graph.fill(searches, workers, progress);
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
        return neighbours.number((long) document * nearest + rank);
    }

    /** How near that neighbour is, at most 1. */
    public float similarity(int document, int rank) {
        return neighbours.value((long) document * nearest + rank);
    }

    /** Where it is kept. */
    public Scratch scratch() {
        return scratch;
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
        int[] first = new int[Math.min(among, counts[document])];
        for (int rank = 0; rank < first.length; rank++) {
            first[rank] = neighbour(document, rank);
        }
        return first;
    }

    /** Gives the room of the neighbours back. */
    @Override
    public void close() {
        neighbours.close();
    }
}
