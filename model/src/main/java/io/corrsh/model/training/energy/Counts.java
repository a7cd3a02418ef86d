package io.corrsh.model.training.energy;

import io.corrsh.model.training.sparse.SparseBatch;
import java.util.Arrays;

/**
 * A document as an energy model sees it.
 *
 * @param words ascending
 * @param counts how often each occurs
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once made
record Counts(int[] words, float[] counts) {

    static Counts of(SparseBatch batch, int row) {
        int from = batch.rowStart(row);
        int to = batch.rowStart(row + 1);
        return new Counts(Arrays.copyOfRange(batch.words(), from, to), Arrays.copyOfRange(batch.values(), from, to));
    }

    /** The counts of words given one by one, in any order; the array is sorted. */
    static Counts of(int[] tokens) {
        Arrays.sort(tokens);
        int[] words = new int[tokens.length];
        float[] counts = new float[tokens.length];
        int distinct = 0;
        for (int token : tokens) {
            if (distinct == 0 || words[distinct - 1] != token) {
                words[distinct++] = token;
            }
            counts[distinct - 1]++;
        }
        return new Counts(Arrays.copyOf(words, distinct), Arrays.copyOf(counts, distinct));
    }

    /** The document's length in words, N. */
    float total() {
        float total = 0;
        for (float count : counts) {
            total += count;
        }
        return total;
    }
}
