package io.corrsh.model.text;

import java.util.Objects;

/**
 * How the words of a document are weighted: {@code (1 + ln tf) * (1 + ln((1 + N) / (1 + df)))}, the whole divided by
 * its L2 norm and multiplied by {@code scale}.
 *
 * @param tf the term frequency's function, {@code log}
 * @param idf the inverse document frequency's function, {@code smooth}
 * @param norm the norm that is made {@code scale}, {@code l2}
 * @param scale the L2 norm of every document; with 1 the encoder hardly learns
 */
public record Weighting(String tf, String idf, String norm, double scale) {

    /** The weighting of every model so far, with the scale 9. */
    public static final Weighting DEFAULT = new Weighting("log", "smooth", "l2", 9);

    public Weighting {
        requireOnly("tf", "log", tf);
        requireOnly("idf", "smooth", idf);
        requireOnly("norm", "l2", norm);
        if (!(scale > 0 && scale <= 1e6)) {
            throw new IllegalArgumentException("'scale' must be above 0 and at most 1e6, got " + scale);
        }
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
