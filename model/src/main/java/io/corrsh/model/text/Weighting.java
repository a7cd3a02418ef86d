package io.corrsh.model.text;

import java.util.Objects;

/**
 * How the words of a document are weighted: {@code (1 + ln tf) * (1 + ln((1 + N) / (1 + df)))}, the whole divided by
 * its L2 norm and multiplied by {@code scale}; or just counted.
 *
 * @param tf the term frequency's function, {@code log}, or {@code count} for tf itself
 * @param idf the inverse document frequency's function, {@code smooth}, with counts {@code none}
 * @param norm the norm that is made {@code scale}, {@code l2}, with counts {@code none}
 * @param scale the L2 norm of every document; with 1 the encoder hardly learns. With counts 1
 * @param title how often each word of a title is counted, at least 1: a first line that an empty line and more text follow, of at
 *     most 300 characters. With counts 1
 */
public record Weighting(String tf, String idf, String norm, double scale, int title) {

    /** The most that {@link #title} may be. */
    public static final int MOST_TITLE = 100;

    /** The weighting of every model but energy models, with the scale 9 and titles like any other text. */
    public static final Weighting DEFAULT = new Weighting("log", "smooth", "l2", 9, 1);

    /** How often each word occurs. */
    public static final Weighting COUNTS = new Weighting("count", "none", "none", 1, 1);

    public Weighting {
        boolean counts = "count".equals(tf);
        requireOnly("tf", counts ? "count" : "log", tf);
        requireOnly("idf", counts ? "none" : "smooth", idf);
        requireOnly("norm", counts ? "none" : "l2", norm);
        if (counts && scale != 1) {
            throw new IllegalArgumentException("'scale' must be 1 for counts, got " + scale);
        }
        if (title < 1 || title > MOST_TITLE || (counts && title != 1)) {
            throw new IllegalArgumentException(
                    "'title' must be between 1 and %d, with counts 1, got %d".formatted(MOST_TITLE, title));
        }
        if (!(scale > 0 && scale <= 1e6)) {
            throw new IllegalArgumentException("'scale' must be above 0 and at most 1e6, got " + scale);
        }
    }

    /** The same, but each word of a title counted so often. */
    public Weighting withTitle(int times) {
        return new Weighting(tf, idf, norm, scale, times);
    }

    /** Whether words are just counted. */
    boolean counts() {
        return tf.equals("count");
    }

    /** {@code 1 + ln tf}. StrictMath gives the same digits on every machine. */
    static double termFrequency(int count) {
        return 1 + StrictMath.log(count);
    }

    /** {@code 1 + ln((1 + N) / (1 + df))}, at least 1. */
    static double inverseDocumentFrequency(int documents, int documentFrequency) {
        return 1 + StrictMath.log((1.0 + documents) / (1.0 + documentFrequency));
    }

    private static void requireOnly(String name, String known, String got) {
        Objects.requireNonNull(got, () -> "'%s' must not be null".formatted(name));
        if (!got.equals(known)) {
            throw new IllegalArgumentException("'%s' must be '%s', got '%s'".formatted(name, known, got));
        }
    }
}
