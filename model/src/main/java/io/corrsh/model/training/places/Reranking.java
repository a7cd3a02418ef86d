package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.Nearest;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.scratch.Pairs;
import java.util.Arrays;

/**
 * Finds the nearest documents by a weighed mean of the cosines of the words and of the places in an embedding, among the neighbours in
 * two graphs and the neighbours of the nearest. Its buffers belong to one thread.
 */
final class Reranking implements NeighbourGraph.Search {

    private final TellingWords telling;
    private final NeighbourGraph byWords;
    private final NeighbourGraph graph;
    private final Embedding embedding;
    private final float weight;
    private final int[] seen;
    private final float[] words;
    private final Nearest best;
    private int document;

    /**
     * A search.
     *
     * @param weight how much the places count, the words counting 1
     */
    Reranking(TellingWords telling, NeighbourGraph byWords, NeighbourGraph graph, Embedding embedding, float weight) {
        this.telling = telling;
        this.byWords = byWords;
        this.graph = graph;
        this.embedding = embedding;
        this.weight = weight;
        this.seen = new int[graph.documents()];
        Arrays.fill(seen, -1);
        this.words = telling.buffer();
        this.best = new Nearest(graph.nearest());
    }

    @Override
    public int nearest(int document, Pairs out, long at) {
        begin(document);
        offerNeighbours(byWords, document, byWords.count(document));
        offerNeighbours(graph, document, graph.count(document));
        for (int rank = 0; rank < Math.min(Diffusion.LINKS, graph.count(document)); rank++) {
            offerNeighbours(graph, graph.neighbour(document, rank), Diffusion.LINKS);
        }
        telling.clear(document, words);
        return best.drain(out, at);
    }

    private void begin(int next) {
        document = next;
        seen[document] = document;
        best.clear();
        telling.write(document, words);
    }

    private void offerNeighbours(NeighbourGraph of, int other, int most) {
        for (int rank = 0; rank < Math.min(most, of.count(other)); rank++) {
            int candidate = of.neighbour(other, rank);
            if (seen[candidate] != document) {
                seen[candidate] = document;
                float byWords = telling.cosine(words, candidate);
                best.offer(candidate, (byWords + weight * embedding.cosine(document, candidate)) / (1 + weight));
            }
        }
    }
}
