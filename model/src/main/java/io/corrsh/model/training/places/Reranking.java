package io.corrsh.model.training.places;

import io.corrsh.model.training.neighbours.Nearest;
import io.corrsh.model.training.neighbours.NeighbourGraph;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;

/**
 * Finds the nearest documents by a weighed mean of the cosines of the words and of the places in an embedding, among the neighbours in
 * two graphs and the neighbours of the nearest. Its buffers belong to one thread.
 */
final class Reranking implements NeighbourGraph.Search {

    private final DocumentMatrix documents;
    private final NeighbourGraph byWords;
    private final NeighbourGraph graph;
    private final Embedding embedding;
    private final float weight;
    private final int[] seen;
    private final float[] words;
    private final Nearest best;
    private int document;
    private float square;

    /**
     * A search.
     *
     * @param weight how much the places count, the words counting 1
     */
    Reranking(
            DocumentMatrix documents, NeighbourGraph byWords, NeighbourGraph graph, Embedding embedding, float weight) {
        this.documents = documents;
        this.byWords = byWords;
        this.graph = graph;
        this.embedding = embedding;
        this.weight = weight;
        this.seen = new int[documents.size()];
        Arrays.fill(seen, -1);
        this.words = new float[documents.vocabulary()];
        this.best = new Nearest(graph.nearest());
    }

    @Override
    public int nearest(int document, int[] out, float[] similarities, int at) {
        begin(document);
        offerNeighbours(byWords, document, byWords.count(document));
        offerNeighbours(graph, document, graph.count(document));
        for (int rank = 0; rank < Math.min(Diffusion.LINKS, graph.count(document)); rank++) {
            offerNeighbours(graph, graph.neighbour(document, rank), Diffusion.LINKS);
        }
        for (int i = documents.start(document); i < documents.start(document + 1); i++) {
            words[documents.words()[i]] = 0;
        }
        return best.drain(out, similarities, at);
    }

    private void begin(int next) {
        document = next;
        seen[document] = document;
        best.clear();
        square = 0;
        for (int i = documents.start(document); i < documents.start(document + 1); i++) {
            float weight = documents.weights()[i];
            words[documents.words()[i]] = weight;
            square += weight * weight;
        }
    }

    private void offerNeighbours(NeighbourGraph of, int other, int most) {
        for (int rank = 0; rank < Math.min(most, of.count(other)); rank++) {
            int candidate = of.neighbour(other, rank);
            if (seen[candidate] != document) {
                seen[candidate] = document;
                best.offer(
                        candidate, (cosine(candidate) + weight * embedding.cosine(document, candidate)) / (1 + weight));
            }
        }
    }

    private float cosine(int candidate) {
        float sum = 0;
        for (int i = documents.start(candidate); i < documents.start(candidate + 1); i++) {
            sum += documents.weights()[i] * words[documents.words()[i]];
        }
        return sum / square;
    }
}
