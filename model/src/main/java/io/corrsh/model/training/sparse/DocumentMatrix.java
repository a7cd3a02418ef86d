package io.corrsh.model.training.sparse;

import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;

/**
 * Many bags of words in one block of memory: row by row the known words, ascending, and their weights. Immutable but
 * for its arrays, which are handed out uncopied and must not be changed.
 */
public final class DocumentMatrix {

    private final int vocabulary;
    private final int[] starts;
    private final int[] words;
    private final float[] weights;

    private DocumentMatrix(int vocabulary, int[] starts, int[] words, float[] weights) {
        this.vocabulary = vocabulary;
        this.starts = starts;
        this.words = words;
        this.weights = weights;
    }

    public static Builder builder(int vocabulary) {
        return new Builder(vocabulary);
    }

    /**
     * The same documents with every word's weight multiplied by a factor of the word, each at the norm that it had.
     *
     * @param factors one a word of the vocabulary, above 0
     */
    public DocumentMatrix scaled(float[] factors) {
        float[] scaled = weights.clone();
        for (int row = 0; row < size(); row++) {
            double before = 0;
            double after = 0;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                scaled[i] *= factors[words[i]];
                before += weights[i] * weights[i];
                after += scaled[i] * scaled[i];
            }
            float norm = after == 0 ? 0 : (float) Math.sqrt(before / after);
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                scaled[i] *= norm;
            }
        }
        return new DocumentMatrix(vocabulary, starts, words, scaled);
    }

    /** The number of documents. */
    public int size() {
        return starts.length - 1;
    }

    /** The number of words that exist, which all of {@link #words()} are below. */
    public int vocabulary() {
        return vocabulary;
    }

    /** Where row {@code i} begins in {@link #words()} and {@link #weights()}; row {@code size()} is their end. */
    public int start(int row) {
        return starts[row];
    }

    public int[] words() {
        return words;
    }

    public float[] weights() {
        return weights;
    }

    /** Collects rows. Not safe for use by several threads. */
    public static final class Builder {

        private final int vocabulary;
        private int[] starts = new int[1025];
        private int[] words = new int[1 << 16];
        private float[] weights = new float[1 << 16];
        private int size;

        private Builder(int vocabulary) {
            this.vocabulary = vocabulary;
        }

        /**
         * Adds one document.
         *
         * @throws IllegalArgumentException for a word outside the vocabulary
         * @throws ArithmeticException when the rows together would hold 2^31 words
         */
        public Builder add(BagOfWords bag) {
            int from = grow(bag.words().length);
            for (int i = 0; i < bag.words().length; i++) {
                int word = bag.words()[i];
                if (word < 0 || word >= vocabulary) {
                    throw new IllegalArgumentException(
                            "A word of a bag must be below the vocabulary's size (%d), got %d"
                                    .formatted(vocabulary, word));
                }
                words[from + i] = word;
                weights[from + i] = bag.weights()[i];
            }
            starts[++size] = from + bag.words().length;
            return this;
        }

        /** Adds a row of another matrix over the same vocabulary. */
        public Builder add(DocumentMatrix other, int row) {
            int length = other.start(row + 1) - other.start(row);
            int from = grow(length);
            System.arraycopy(other.words, other.start(row), words, from, length);
            System.arraycopy(other.weights, other.start(row), weights, from, length);
            starts[++size] = from + length;
            return this;
        }

        /** Makes room for one more row of so many words and returns where it begins. */
        private int grow(int length) {
            int from = starts[size];
            int to = Math.addExact(from, length);
            if (to > words.length) {
                int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(to, words.length * 3L / 2));
                words = Arrays.copyOf(words, capacity);
                weights = Arrays.copyOf(weights, capacity);
            }
            if (size + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 3 / 2);
            }
            return from;
        }

        public DocumentMatrix build() {
            int[] rows = Arrays.copyOf(starts, size + 1);
            return new DocumentMatrix(
                    vocabulary, rows, Arrays.copyOf(words, rows[size]), Arrays.copyOf(weights, rows[size]));
        }
    }
}
