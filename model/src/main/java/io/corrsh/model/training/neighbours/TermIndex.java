package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;

/** An inverted index of each document's strongest terms: for a word the documents, and the word's weight in each. */
record TermIndex(int[] starts, int[] documents, float[] weights) {

    static TermIndex of(DocumentMatrix matrix, int terms, int postings) {
        int[] count = new int[matrix.vocabulary() + 1];
        for (int document = 0; document < matrix.size(); document++) {
            float least = leastWeight(matrix, document, terms);
            for (int i = matrix.start(document); i < matrix.start(document + 1); i++) {
                if (matrix.weights()[i] >= least) {
                    count[matrix.words()[i]]++;
                }
            }
        }
        int[] starts = new int[matrix.vocabulary() + 1];
        for (int word = 0; word < matrix.vocabulary(); word++) {
            starts[word + 1] = Math.addExact(starts[word], count[word]);
        }
        int[] documents = new int[starts[matrix.vocabulary()]];
        float[] weights = new float[documents.length];
        int[] next = starts.clone();
        for (int document = 0; document < matrix.size(); document++) {
            float least = leastWeight(matrix, document, terms);
            for (int i = matrix.start(document); i < matrix.start(document + 1); i++) {
                if (matrix.weights()[i] >= least) {
                    int place = next[matrix.words()[i]]++;
                    documents[place] = document;
                    weights[place] = matrix.weights()[i];
                }
            }
        }
        return new TermIndex(starts, documents, weights).cut(postings);
    }

    /** The weight from which a document's terms belong to its strongest. */
    static float leastWeight(DocumentMatrix matrix, int document, int terms) {
        int from = matrix.start(document);
        int to = matrix.start(document + 1);
        if (to - from <= terms) {
            return 0;
        }
        float[] sorted = Arrays.copyOfRange(matrix.weights(), from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length - terms];
    }

    private TermIndex cut(int postings) {
        int[] shorter = new int[starts.length];
        int size = 0;
        for (int word = 0; word + 1 < starts.length; word++) {
            int from = starts[word];
            int to = starts[word + 1];
            float least = 0;
            if (to - from > postings) {
                float[] sorted = Arrays.copyOfRange(weights, from, to);
                Arrays.sort(sorted);
                least = sorted[sorted.length - postings];
            }
            shorter[word] = size;
            for (int i = from; i < to; i++) {
                if (weights[i] >= least) {
                    documents[size] = documents[i];
                    weights[size++] = weights[i];
                }
            }
        }
        shorter[starts.length - 1] = size;
        return new TermIndex(shorter, documents, weights);
    }
}
