package io.corrsh.model.text;

import java.util.Objects;

/**
 * A document as the encoder sees it: the known words with their weights, and how many words were not known. The arrays
 * are not copied and must not be changed.
 *
 * @param words indices into the {@link Vocabulary}, strictly ascending
 * @param weights the weight of each word, as long as {@code words}; finite and positive
 * @param tokens the number of tokens of the text after analysis, repeats counted
 * @param unknown how many of {@code tokens} are not in the vocabulary
 */
@SuppressWarnings("ArrayRecordComponent") // no copies on the hot path; the arrays are not to be changed
public record BagOfWords(int[] words, float[] weights, int tokens, int unknown) {

    public BagOfWords {
        Objects.requireNonNull(words, "'words' must not be null");
        Objects.requireNonNull(weights, "'weights' must not be null");
        if (words.length != weights.length) {
            throw new IllegalArgumentException(
                    "'weights' must be as long as 'words' (%d), got %d".formatted(words.length, weights.length));
        }
    }

    /** Whether no word of the text is known: such a text has no code. */
    public boolean isEmpty() {
        return words.length == 0;
    }
}
