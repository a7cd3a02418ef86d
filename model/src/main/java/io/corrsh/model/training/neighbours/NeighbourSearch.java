package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.sparse.DocumentMatrix;

/** Finds the nearest documents of one row after the other; its buffers belong to one thread. */
final class NeighbourSearch {

    private final DocumentMatrix documents;
    private final TermIndex index;
    private final NeighbourGraph.Settings settings;
    private final float[] scores;
    private final int[] touched;
    private final float[] query;
    private final Nearest candidates;
    private final Nearest best;

    NeighbourSearch(DocumentMatrix documents, TermIndex index, NeighbourGraph.Settings settings) {
        this.documents = documents;
        this.index = index;
        this.settings = settings;
        this.scores = new float[documents.size()];
        this.touched = new int[documents.size() + 1]; // one more: written before it is known to be needed
        this.query = new float[documents.vocabulary()];
        this.candidates = new Nearest(3 * settings.nearest() + 16);
        this.best = new Nearest(settings.nearest());
    }

    /** Writes the neighbours of a row, nearest first, and their cosines, and returns how many there are. */
    int nearest(DocumentMatrix rows, int row, int except, int[] out, float[] cosines, int at) {
        int from = rows.start(row);
        int to = rows.start(row + 1);
        int[] words = rows.words();
        float[] weights = rows.weights();
        collect(words, weights, from, to, TermIndex.leastWeight(rows, row, settings.terms()), except);
        float square = 0;
        for (int i = from; i < to; i++) {
            query[words[i]] = weights[i];
            square += weights[i] * weights[i];
        }
        best.clear();
        for (int c = 0; c < candidates.size(); c++) {
            int document = candidates.document(c);
            best.offer(document, dot(document) / square);
        }
        for (int i = from; i < to; i++) {
            query[words[i]] = 0;
        }
        return best.drain(out, cosines, at);
    }

    private void collect(int[] words, float[] weights, int from, int to, float least, int except) {
        int count = 0;
        for (int i = from; i < to; i++) {
            float weight = weights[i];
            if (weight < least) {
                continue;
            }
            int end = index.starts()[words[i] + 1];
            for (int p = index.starts()[words[i]]; p < end; p++) {
                int document = index.documents()[p];
                float score = scores[document];
                touched[count] = document;
                count += score == 0 ? 1 : 0;
                scores[document] = score + weight * index.weights()[p];
            }
        }
        candidates.clear();
        for (int i = 0; i < count; i++) {
            int document = touched[i];
            if (document != except) {
                candidates.offer(document, scores[document]);
            }
            scores[document] = 0;
        }
    }

    private float dot(int document) {
        float sum = 0;
        for (int i = documents.start(document); i < documents.start(document + 1); i++) {
            sum += documents.weights()[i] * query[documents.words()[i]];
        }
        return sum;
    }
}
