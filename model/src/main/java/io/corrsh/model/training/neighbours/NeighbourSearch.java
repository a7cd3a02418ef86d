package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.scratch.Pairs;
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
    int nearest(DocumentMatrix rows, int row, int except, Pairs out, long at) {
        collect(rows, row, except);
        float square = 0;
        for (long i = rows.start(row); i < rows.start(row + 1); i++) {
            float weight = rows.weight(i);
            query[rows.word(i)] = weight;
            square += weight * weight;
        }
        best.clear();
        for (int c = 0; c < candidates.size(); c++) {
            int document = candidates.document(c);
            best.offer(document, documents.dot(document, query) / square);
        }
        rows.clear(row, query);
        return best.drain(out, at);
    }

    private void collect(DocumentMatrix rows, int row, int except) {
        float least = TermIndex.leastWeight(rows, row, settings.terms());
        Pairs postings = index.postings();
        int count = 0;
        for (long i = rows.start(row); i < rows.start(row + 1); i++) {
            float weight = rows.weight(i);
            if (weight < least) {
                continue;
            }
            int word = rows.word(i);
            long end = index.ends()[word];
            for (long p = index.starts()[word]; p < end; p++) {
                int document = postings.number(p);
                float score = scores[document];
                touched[count] = document;
                count += score == 0 ? 1 : 0;
                scores[document] = score + weight * postings.value(p);
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
}
