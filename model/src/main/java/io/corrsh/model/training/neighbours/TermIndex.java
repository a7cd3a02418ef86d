package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.scratch.Pairs;
import io.corrsh.model.training.scratch.Scratch;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.io.IOException;
import java.util.Arrays;

/**
 * An inverted index of each document's strongest terms. To be closed by its owner.
 *
 * @param starts where each word's postings begin
 * @param ends where they end
 * @param postings a document, and the word's weight in it
 */
record TermIndex(long[] starts, long[] ends, Pairs postings) implements AutoCloseable {

    /**
     * The index of documents.
     *
     * @param terms how many of a document's strongest terms are indexed
     * @param most the length from which a word's postings are cut to the strongest
     */
    static TermIndex of(DocumentMatrix matrix, int terms, int most, Scratch scratch) throws IOException {
        long[] ends = new long[matrix.vocabulary()];
        for (int document = 0; document < matrix.size(); document++) {
            float least = leastWeight(matrix, document, terms);
            for (long i = matrix.start(document); i < matrix.start(document + 1); i++) {
                if (matrix.weight(i) >= least) {
                    ends[matrix.word(i)]++;
                }
            }
        }
        long[] starts = new long[ends.length];
        long size = 0;
        for (int word = 0; word < ends.length; word++) {
            starts[word] = size;
            size += ends[word];
            ends[word] = starts[word];
        }
        Pairs postings = scratch.pairs(size);
        for (int document = 0; document < matrix.size(); document++) {
            float least = leastWeight(matrix, document, terms);
            for (long i = matrix.start(document); i < matrix.start(document + 1); i++) {
                if (matrix.weight(i) >= least) {
                    postings.set(ends[matrix.word(i)]++, document, matrix.weight(i));
                }
            }
        }
        TermIndex index = new TermIndex(starts, ends, postings);
        index.cut(most);
        return index;
    }

    /** The weight from which a document's terms belong to its strongest. */
    static float leastWeight(DocumentMatrix matrix, int document, int terms) {
        return matrix.length(document) <= terms ? 0 : largest(matrix.weights(document), terms);
    }

    /** The {@code n}th largest of some values, which it sorts. */
    private static float largest(float[] values, int n) {
        Arrays.sort(values);
        return values[values.length - n];
    }

    private void cut(int most) {
        for (int word = 0; word < starts.length; word++) {
            if (ends[word] - starts[word] > most) {
                float least = largest(postings.values(starts[word], ends[word]), most);
                long kept = starts[word];
                for (long i = starts[word]; i < ends[word]; i++) {
                    if (postings.value(i) >= least) {
                        postings.set(kept++, postings.number(i), postings.value(i));
                    }
                }
                ends[word] = kept;
            }
        }
    }

    @Override
    public void close() {
        postings.close();
    }
}
