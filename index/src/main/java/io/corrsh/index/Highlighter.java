package io.corrsh.index;

import java.util.List;

/** Shows where the words of a query stand in a text. Safe for use by several threads at once. */
@FunctionalInterface
public interface Highlighter {

    /**
     * The passages of a text that fit a query best, in the order of the text.
     *
     * @param query whose words are looked for
     * @param text where
     * @param passages the most passages wanted, at least 1
     * @return passages as HTML: the words within {@code <em>}, all else escaped; none if the text has no such word
     */
    List<String> highlight(String query, String text, int passages);
}
