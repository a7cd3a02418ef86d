package io.corrsh.model.text;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * The chain that turns a text into tokens, as a model bundle records it.
 *
 * <p>The tokenizer comes first, then the filters in their order, and last a token is dropped when it is shorter than
 * {@code minimumLength}, longer than {@code maximumLength}, or holds no letter while {@code letters} is set. Names are
 * those of Lucene's analysis factories, for those which need no argument; {@code stop} stands for the stop words given
 * here.
 *
 * @param tokenizer Lucene's name of the tokenizer, such as {@code standard}, {@code whitespace} or {@code thai}
 * @param filters Lucene's names of the token filters, such as {@code lowercase} or {@code germanLightStem}
 * @param stopWords the words which the filter {@code stop} drops, as they look where it stands in the chain
 * @param minimumLength the length of the shortest token kept, in UTF-16 units
 * @param maximumLength the length of the longest token kept, in UTF-16 units, below 255
 * @param letters whether a token must hold a letter, so that mere numbers are dropped
 */
public record AnalyzerSpec(
        String tokenizer,
        List<String> filters,
        List<String> stopWords,
        int minimumLength,
        int maximumLength,
        boolean letters) {

    /** The longest token that any tokenizer is asked for; what is longer is dropped as a whole. */
    static final int LONGEST_TOKEN = 255;

    /** The name of the filter that drops {@link #stopWords}. */
    static final String STOP = "stop";

    public AnalyzerSpec {
        Objects.requireNonNull(tokenizer, "'tokenizer' must not be null");
        filters = List.copyOf(filters);
        stopWords = List.copyOf(stopWords);
        if (new HashSet<>(filters).size() != filters.size()) {
            throw new IllegalArgumentException("'filters' must not name a filter twice, got " + filters);
        }
        if (filters.contains(STOP) == stopWords.isEmpty()) {
            throw new IllegalArgumentException(
                    "'stopWords' must hold words exactly when 'filters' holds '%s', got %d words and the filters %s"
                            .formatted(STOP, stopWords.size(), filters));
        }
        if (minimumLength < 1 || maximumLength < minimumLength || maximumLength >= LONGEST_TOKEN) {
            throw new IllegalArgumentException(
                    "'minimumLength' and 'maximumLength' must satisfy 1 <= minimum <= maximum < %d, got %d and %d"
                            .formatted(LONGEST_TOKEN, minimumLength, maximumLength));
        }
    }

    /** The default: standard tokenizer, lower case, possessive {@code 's} removed, English stop words, no stemming. */
    public static AnalyzerSpec english() {
        return forLanguage("en");
    }

    /**
     * The chain for a language, with stop words and, except for English, a light stemmer where Lucene has one.
     *
     * @param language an ISO 639-1 code such as {@code de}, or {@code cjk} for Chinese, Japanese and Korean bigrams
     * @throws IllegalArgumentException for a language that is not listed in {@link #languages()}
     */
    public static AnalyzerSpec forLanguage(String language) {
        return Language.of(language).spec();
    }

    /** The languages that {@link #forLanguage} knows, sorted. */
    public static List<String> languages() {
        return Language.codes();
    }
}
