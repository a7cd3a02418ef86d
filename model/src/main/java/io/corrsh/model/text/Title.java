package io.corrsh.model.text;

/** The title of a text: its first line, if an empty line and then more text follows it. */
final class Title {

    /** A longer line is a paragraph. */
    private static final int LONGEST = 300;

    private Title() {}

    /** How many characters of a text its title has, from the beginning; 0 without one. */
    static int length(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || end > LONGEST) {
            return 0;
        }
        int next = end + 1;
        while (next < text.length() && text.charAt(next) != '\n') {
            if (!Character.isWhitespace(text.charAt(next))) {
                return 0;
            }
            next++;
        }
        return next < text.length() && hasText(text, next) ? end : 0;
    }

    private static boolean hasText(String text, int from) {
        return text.chars().skip(from).anyMatch(character -> !Character.isWhitespace(character));
    }
}
