package io.corrsh.index;

import java.util.List;

/**
 * The answer to a {@link WordQuery}.
 *
 * @param hits the documents that fit best, in their order
 * @param total how many documents with a code share a word with the query and pass its filter
 * @param exact whether there are no more than the total
 */
public record WordResult(List<WordHit> hits, long total, boolean exact) {

    public WordResult {
        hits = List.copyOf(hits);
    }
}
