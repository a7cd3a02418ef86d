package io.corrsh.service.filter;

/** Cuts a filter into words, quoted strings and signs. For one thread. */
final class FilterLexer {

    private static final String SIGNS = "():[]";

    private final String text;
    private int position;

    FilterLexer(String text) {
        this.text = text;
    }

    /** The next part, of kind {@link Kind#END} when there is none. */
    Part next() throws FilterSyntaxException {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        int start = position;
        if (start == text.length()) {
            return new Part(Kind.END, "", start + 1);
        }
        char first = text.charAt(position);
        if (first == '"') {
            return quoted();
        }
        if (SIGNS.indexOf(first) >= 0) {
            position++;
            return new Part(Kind.SIGN, String.valueOf(first), start + 1);
        }
        while (position < text.length() && isPartOfWord(text.charAt(position))) {
            position++;
        }
        return new Part(Kind.WORD, text.substring(start, position), start + 1);
    }

    private Part quoted() throws FilterSyntaxException {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return new Part(Kind.QUOTED, value.toString(), start + 1);
            }
            if (c == '\\' && position < text.length()) {
                c = text.charAt(position++);
            }
            value.append(c);
        }
        throw new FilterSyntaxException(start + 1, "the quote is not closed");
    }

    private static boolean isPartOfWord(char c) {
        return !Character.isWhitespace(c) && c != '"' && SIGNS.indexOf(c) < 0;
    }

    /** The kinds of parts. */
    enum Kind {
        WORD,
        QUOTED,
        SIGN,
        END
    }

    /**
     * A part of a filter.
     *
     * @param position where it begins, from 1
     */
    record Part(Kind kind, String text, int position) {

        boolean isSign(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }

        /** The part as messages show it. */
        String shown() {
            return kind == Kind.END ? "the end" : "'%s'".formatted(text);
        }
    }
}
