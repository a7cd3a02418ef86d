package io.corrsh.model.training.data;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first words of a text, which are a short text about the same. */
final class Opening {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Opening() {}

    /**
     * The first {@code words} words of a text, which white space divides, in one line: what was a title is none any more, as it would
     * be most of the opening. Null if the text has no more than twice as many.
     */
    static @Nullable String of(String text, int words) {
        String[] parts = SPACE.split(text.strip(), 2 * words + 1);
        return parts.length <= 2 * words ? null : String.join(" ", Arrays.copyOf(parts, words));
    }
}
