package io.corrsh.model.training.sparse;

import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.training.scratch.PairWriter;
import io.corrsh.model.training.scratch.Pairs;
import io.corrsh.model.training.scratch.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Many bags of words: row by row the known words, ascending, and their weights. Immutable; lives as long as its {@link Scratch}. */
public final class DocumentMatrix {

    private final int vocabulary;
    private final long[] starts;
    private final Pairs entries;

    private DocumentMatrix(int vocabulary, long[] starts, Pairs entries) {
        this.vocabulary = vocabulary;
        this.starts = starts;
        this.entries = entries;
    }

    /** A builder of a small matrix, on the heap. */
    public static Builder builder(int vocabulary) {
        return new Builder(vocabulary, PairWriter.onHeap());
    }

    /** A builder of a matrix of any size. */
    public static Builder builder(int vocabulary, Scratch scratch) throws IOException {
        return new Builder(vocabulary, scratch.writer());
    }

    /** The number of documents. */
    public int size() {
        return starts.length - 1;
    }

    /** The number of words that exist, which every {@link #word} is below. */
    public int vocabulary() {
        return vocabulary;
    }

    /** The place of the first word of row {@code i}; row {@code size()} begins where the last one ends. */
    public long start(int row) {
        return starts[row];
    }

    /** How many words a row holds. */
    public int length(int row) {
        return (int) (starts[row + 1] - starts[row]);
    }

    /** The word at a place. */
    public int word(long place) {
        return entries.number(place);
    }

    /** Its weight in the row. */
    public float weight(long place) {
        return entries.value(place);
    }

    /** The squares of a row's weights, summed. */
    public double square(int row) {
        double square = 0;
        for (long i = starts[row]; i < starts[row + 1]; i++) {
            square += weight(i) * weight(i);
        }
        return square;
    }

    /** A row's weights, copied. */
    public float[] weights(int row) {
        return entries.values(starts[row], starts[row + 1]);
    }

    /** The product of a row with a vector that has a number for each word of the vocabulary. */
    public float dot(int row, float[] vector) {
        float sum = 0;
        for (long i = starts[row]; i < starts[row + 1]; i++) {
            sum += weight(i) * vector[word(i)];
        }
        return sum;
    }

    /** Makes such a vector zero at the words of a row. */
    public void clear(int row, float[] vector) {
        for (long i = starts[row]; i < starts[row + 1]; i++) {
            vector[word(i)] = 0;
        }
    }

    /** Collects rows. Not safe for use by several threads. */
    public static final class Builder {

        private final int vocabulary;
        private final PairWriter entries;
        private long[] starts = new long[1025];
        private int size;

        private Builder(int vocabulary, PairWriter entries) {
            this.vocabulary = vocabulary;
            this.entries = entries;
        }

        /**
         * Adds one document.
         *
         * @throws IllegalArgumentException for a word outside the vocabulary
         * @throws UncheckedIOException if the disk does not take it
         */
        public Builder add(BagOfWords bag) {
            for (int i = 0; i < bag.words().length; i++) {
                int word = bag.words()[i];
                if (word < 0 || word >= vocabulary) {
                    throw new IllegalArgumentException(
                            "A word of a bag must be below the vocabulary's size (%d), got %d"
                                    .formatted(vocabulary, word));
                }
                add(word, bag.weights()[i]);
            }
            return endRow();
        }

        /** Adds a row of another matrix over the same vocabulary. */
        public Builder add(DocumentMatrix other, int row) {
            for (long i = other.start(row); i < other.start(row + 1); i++) {
                add(other.word(i), other.weight(i));
            }
            return endRow();
        }

        private void add(int word, float weight) {
            try {
                entries.add(word, weight);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Builder endRow() {
            if (size + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 3 / 2);
            }
            starts[++size] = entries.size();
            return this;
        }

        /** The matrix of the rows so far; the builder is used up. */
        public DocumentMatrix build() {
            try {
                return new DocumentMatrix(vocabulary, Arrays.copyOf(starts, size + 1), entries.finish());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
