package io.corrsh.model.training.sparse;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

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

    private final byte @Nullable [] common;
    private final int among;

    private NeighbourGraph(int nearest, int[] neighbours, int[] counts, byte @Nullable [] common, int among) {
        this.nearest = nearest;
        this.neighbours = neighbours;
        this.counts = counts;
        this.common = common;
        this.among = among;
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
        return new NeighbourGraph(nearest, neighbours, counts, null, 0);
    }

    /**
     * The same neighbours, each list ordered by how much of the two documents' neighbourhoods is common, ties as before. A
     * neighbourhood is the document and its first {@code among} neighbours. Two documents of one subject share neighbours
     * even where they share few words, so that this order is more often right than the cosine's.
     *
     * @param among between 1 and 254
     */
    public NeighbourGraph byOverlap(int among, Workers workers) {
        if (among < 1 || among > 254) {
            throw new IllegalArgumentException("'among' must be between 1 and 254, got " + among);
        }
        int[] ordered = new int[neighbours.length];
        byte[] common = new byte[neighbours.length];
        workers.forEach(counts.length, 128, (from, to) -> {
            Overlaps overlaps = new Overlaps(counts.length, nearest);
            for (int document = from; document < to; document++) {
                overlaps.order(document, among, ordered, common);
            }
        });
        return new NeighbourGraph(nearest, ordered, counts, common, among);
    }

    /** Counts what neighbourhoods have in common; its buffers belong to one thread. */
    private final class Overlaps {

        private final int[] memberOf;
        private final long[] keys;

        Overlaps(int documents, int nearest) {
            memberOf = new int[documents];
            Arrays.fill(memberOf, -1);
            keys = new long[nearest];
        }

        void order(int document, int among, int[] ordered, byte[] common) {
            memberOf[document] = document;
            for (int rank = 0; rank < Math.min(among, counts[document]); rank++) {
                memberOf[neighbour(document, rank)] = document;
            }
            for (int rank = 0; rank < counts[document]; rank++) {
                keys[rank] = (long) -shared(document, neighbour(document, rank), among) << 32 | rank;
            }
            Arrays.sort(keys, 0, counts[document]);
            int at = document * nearest;
            for (int rank = 0; rank < counts[document]; rank++) {
                ordered[at + rank] = neighbours[at + (int) keys[rank]];
                common[at + rank] = (byte) -(keys[rank] >> 32);
            }
        }

        private int shared(int document, int other, int among) {
            int shared = memberOf[other] == document ? 1 : 0;
            for (int rank = 0; rank < Math.min(among, counts[other]); rank++) {
                shared += memberOf[neighbour(other, rank)] == document ? 1 : 0;
            }
            return shared;
        }
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

    /** The mean overlap of all documents with their first {@code first} neighbours, 0 without any. */
    public double meanOverlap(int first) {
        double sum = 0;
        long pairs = 0;
        for (int document = 0; document < counts.length; document++) {
            for (int rank = 0; rank < Math.min(first, counts[document]); rank++) {
                sum += overlap(document, rank);
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** The common share of the neighbourhoods of a document and its neighbour; 1 unless ordered {@link #byOverlap}. */
    public float overlap(int document, int rank) {
        return common == null ? 1 : (common[document * nearest + rank] & 0xFF) / (among + 1f);
    }

    /** The first {@code among} neighbours of a document, nearest first. */
    public int[] neighbours(int document, int among) {
        int from = document * nearest;
        return Arrays.copyOfRange(neighbours, from, from + Math.min(among, counts[document]));
    }
}
