package io.corrsh.model.text;

import java.util.List;

/**
 * The words a model knows, each with the number of documents it occurred in. Immutable.
 */
public final class Vocabulary {

    private final WordTable table;
    private final int[] frequencies;
    private final int documents;

    /**
     * A vocabulary of the given words, which are numbered from 0 in their order.
     *
     * @param words the words, distinct, not empty, without control characters and unpaired surrogates
     * @param documentFrequencies in how many documents each word occurs, from 1 to {@code documents}
     * @param documents how many documents were counted
     * @throws IllegalArgumentException if a word or a number breaks these rules
     */
    public Vocabulary(List<String> words, int[] documentFrequencies, int documents) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("'words' must not be empty");
        }
        if (words.size() != documentFrequencies.length) {
            throw new IllegalArgumentException("'documentFrequencies' must be as long as 'words' (%d), got %d"
                    .formatted(words.size(), documentFrequencies.length));
        }
        this.table = new WordTable(words.size());
        this.frequencies = documentFrequencies.clone();
        this.documents = documents;
        for (int i = 0; i < frequencies.length; i++) {
            String word = words.get(i);
            if (!isWritable(word)) {
                throw new IllegalArgumentException(
                        "Word %d must not be empty nor hold control characters or unpaired surrogates".formatted(i));
            }
            if (table.add(word) != i) {
                throw new IllegalArgumentException("'words' must be distinct, got '%s' twice".formatted(word));
            }
            if (frequencies[i] < 1 || frequencies[i] > documents) {
                throw new IllegalArgumentException("The document frequency of '%s' must be between 1 and %d, got %d"
                        .formatted(word, documents, frequencies[i]));
            }
        }
    }

    /** The number of words. */
    public int size() {
        return frequencies.length;
    }

    /** How many documents were counted. */
    public int documents() {
        return documents;
    }

    /** The word of a number from 0 to {@link #size()} - 1. */
    public String word(int index) {
        return table.word(index);
    }

    /** In how many documents a word occurred. */
    public int documentFrequency(int index) {
        return frequencies[index];
    }

    /** The number of a word, or -1 if it is not known. */
    public int indexOf(CharSequence word) {
        return table.find(word);
    }

    /** Whether a word can stand in the vocabulary's file. */
    static boolean isWritable(CharSequence word) {
        return word.length() > 0
                && word.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
