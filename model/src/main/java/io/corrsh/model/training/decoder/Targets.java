package io.corrsh.model.training.decoder;

import io.corrsh.model.training.sparse.DocumentMatrix;
import io.corrsh.model.training.tensor.TensorMemory;
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
        int length = documents.length(document);
        while (size + length > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
            weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        Arrays.fill(weights, size, size + length, weight);
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            words[size++] = documents.word(i);
        }
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

    /** The sum of the target words' rows of a V x D weight, times their target weights: B x D. */
    double[] project(TensorMemory weight, int width) {
        double[] sums = new double[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                long at = (long) words[i] * width;
                for (int d = 0; d < width; d++) {
                    sums[row * width + d] += weights[i] * weight.get(at + d);
                }
            }
        }
        return sums;
    }

    /** Sees a word of a row's target. */
    @FunctionalInterface
    interface Visitor {
        void see(int row, int word, float weight);
    }

    /** Goes through all target words, row by row. */
    void forEach(Visitor visitor) {
        for (int row = 0; row < rows; row++) {
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                visitor.see(row, words[i], weights[i]);
            }
        }
    }

    /** The sum of weight * -log p of each row: from the scores, normalised through one known probability. */
    double[] losses(TensorMemory scores, TensorMemory probabilities) {
        double[] losses = new double[rows];
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
                losses[row] += weights[i] * (normaliser - scores.get(at + words[i]));
            }
        }
        return losses;
    }

    /** Turns probabilities times {@link #rowWeights} into the gradient by the scores. */
    void subtract(TensorMemory gradient, double scale) {
        for (int row = 0; row < rows; row++) {
            long at = (long) row * vocabulary;
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                long index = at + words[i];
                gradient.set(index, gradient.get(index) - weights[i] * scale / rows);
            }
        }
    }
}
