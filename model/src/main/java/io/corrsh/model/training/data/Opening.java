package io.corrsh.model.training.data;

import org.jspecify.annotations.Nullable;

/** The first words of a text, which are a short text about the same. */
final class Opening {

    private Opening() {}

    /**
     * The text up to the end of its first {@code words} words, which white space divides; null if it has no more than twice as many,
     * as its opening would then be half of it.
     */
    static @Nullable String of(String text, int words) {
        int end = 0;
        int seen = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            if (inWord && space && seen == words && end == 0) {
                end = i;
            }
            if (!inWord && !space && ++seen > 2 * words) {
                return text.substring(0, end);
            }
            inWord = !space;
        }
        return null;
    }
}
