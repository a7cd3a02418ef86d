package io.corrsh.index;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for the documents that fit the words of a text best, by BM25 over their {@link IndexedDocument#text() texts}.
 * Hits come by (score, descending, then id); which of several with the score of the last one are among them is open.
 *
 * @param text whose words are asked for: one is enough, rare ones count for more; of very many the rarest are taken
 * @param k the most hits to give back, at least 1
 * @param filter only documents that pass it; {@code null} for all
 * @param deadline when to give up
 */
public record WordQuery(String text, int k, @Nullable Filter filter, Deadline deadline) {

    public WordQuery {
        Objects.requireNonNull(text, "'text' must not be null");
        Objects.requireNonNull(deadline, "'deadline' must not be null");
        if (k < 1) {
            throw new IllegalArgumentException("'k' must be at least 1, got %d".formatted(k));
        }
    }
}
