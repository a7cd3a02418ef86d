package io.corrsh.model.training.network;

import io.corrsh.model.training.network.Decoder.Access;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;

/**
 * The words which the decoder must explain, row by row: each present word counts once (the reference's binary target)
 * times the weight of the document it comes from. A buffer filled by one thread for each step.
 */
public final class Targets {

    private final int vocabulary;
    private int[] rowStart = new int[129];
    private int[] words = new int[1 << 14];
    private float[] weights = new float[1 << 14];
    private int rows;
    private int size;

    public Targets(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    public void clear() {
        rows = 0;
        size = 0;
    }

    /** Adds the words of a document to the current row; the same word may come several times. */
    public void add(DocumentMatrix documents, int document, float weight) {
        int from = documents.start(document);
        int to = documents.start(document + 1);
        while (size + to - from > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
            weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        System.arraycopy(documents.words(), from, words, size, to - from);
        Arrays.fill(weights, size, size + to - from, weight);
        size += to - from;
    }

    public void endRow() {
        if (rows + 2 > rowStart.length) {
            rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
        }
        rowStart[++rows] = size;
    }

    public int rows() {
        return rows;
    }

    /** The sum of the target weights of each row, divided by the number of rows and times {@code scale}. */
    float[] rowWeights(double scale) {
        float[] sums = new float[rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                sum += weights[i];
            }
            sums[row] = (float) (sum * scale / rows);
        }
        return sums;
    }

    /** The mean over the rows of sum(weight * -log p): from the scores, normalised through one known probability. */
    double loss(Access scores, Access probabilities) {
        double total = 0;
        for (int row = 0; row < rows; row++) {
            long at = (long) row * vocabulary;
            double best = 0;
            int known = rowStart[row] < rowStart[row + 1] ? words[rowStart[row]] : 0;
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                double p = probabilities.get(at + words[i]);
                if (p > best) {
                    best = p;
                    known = words[i];
                }
            }
            // Every target has vanished from the softmax: the smallest float stands for its probability.
            double normaliser = scores.get(at + known) - Math.log(Math.max(best, Float.MIN_NORMAL));
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                total += weights[i] * (normaliser - scores.get(at + words[i]));
            }
        }
        return total / rows;
    }

    /** Turns probabilities times {@link #rowWeights} into the gradient by the scores. */
    void subtract(Access gradient, double scale) {
        for (int row = 0; row < rows; row++) {
            long at = (long) row * vocabulary;
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                long index = at + words[i];
                gradient.set(index, gradient.get(index) - weights[i] * scale / rows);
            }
        }
    }
}
