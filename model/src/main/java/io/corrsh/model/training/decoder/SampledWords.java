package io.corrsh.model.training.decoder;

import java.util.Arrays;

/**
 * The words which a sampled loss needs in a step, each once in a slot of its own: first the noise words, then those of the
 * targets. A buffer filled by one thread for each step.
 */
public final class SampledWords {

    private final int[] slots; // of each word, -1 for none
    private int[] words = new int[1 << 12];
    private float[] multiplicities = new float[0];
    private int size;
    private int noise;

    public SampledWords(int vocabulary) {
        this.slots = new int[vocabulary];
        Arrays.fill(slots, -1);
    }

    /** Takes the place of the step before. */
    public void collect(int[] drawn, Targets targets) {
        for (int i = 0; i < size; i++) {
            slots[words[i]] = -1;
        }
        size = 0;
        for (int word : drawn) {
            add(word);
        }
        noise = size;
        multiplicities = new float[noise];
        for (int word : drawn) {
            multiplicities[slots[word]]++;
        }
        targets.forEach((row, word, weight) -> add(word));
    }

    private void add(int word) {
        if (slots[word] < 0) {
            if (size == words.length) {
                words = Arrays.copyOf(words, 2 * size);
            }
            slots[word] = size;
            words[size++] = word;
        }
    }

    /** All words, in the order of their slots. */
    public int[] words() {
        return Arrays.copyOf(words, size);
    }

    /** How many of the words are noise words. */
    int noise() {
        return noise;
    }

    /** How often each noise word was drawn. */
    float[] multiplicities() {
        return multiplicities;
    }

    int slot(int word) {
        return slots[word];
    }
}
