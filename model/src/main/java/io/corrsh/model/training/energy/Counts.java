package io.corrsh.model.training.energy;

import io.corrsh.model.training.sparse.SparseBatch;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** Documents as numbers: how many words each has, then the words and their counts, which are whole. */
    static int[] numbers(Counts[] documents) {
        IntStream.Builder numbers = IntStream.builder();
        for (Counts document : documents) {
            numbers.add(document.words.length);
            for (int i = 0; i < document.words.length; i++) {
                numbers.add(document.words[i]);
                numbers.add((int) document.counts[i]);
            }
        }
        return numbers.build().toArray();
    }

    /** The documents of {@link #numbers}. */
    static Counts[] of(IntBuffer numbers) {
        List<Counts> documents = new ArrayList<>();
        while (numbers.hasRemaining()) {
            int length = numbers.get();
            int[] words = new int[length];
            float[] counts = new float[length];
            for (int i = 0; i < length; i++) {
                words[i] = numbers.get();
                counts[i] = numbers.get();
            }
            documents.add(new Counts(words, counts));
        }
        return documents.toArray(Counts[]::new);
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
