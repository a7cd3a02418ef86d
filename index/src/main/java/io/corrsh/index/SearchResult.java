package io.corrsh.index;

import java.util.List;

/**
 * The answer to a {@link HammingQuery}.
 *
 * @param neighbours the nearest documents in their order
 * @param total the exact number of documents that pass the filter and lie within the query's largest distance
 * @param codesScanned how many codes were compared
 * @param plan how they were found
 */
public record SearchResult(List<Neighbour> neighbours, long total, long codesScanned, SearchPlan plan) {

    public SearchResult {
        neighbours = List.copyOf(neighbours);
    }
}
