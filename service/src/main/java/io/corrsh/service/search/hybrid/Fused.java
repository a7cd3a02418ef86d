package io.corrsh.service.search.hybrid;

import io.corrsh.index.IndexedDocument;
import org.jspecify.annotations.Nullable;

/**
 * A document that codes or words found.
 *
 * @param document the document
 * @param distance from the query's code; {@code null} where the query has none
 * @param weighted the sum of the query's weights over the differing bits; 0 where there are none
 * @param words its score by BM25, 0 if it shares no word with the query, or is not among the best
 * @param score what both make together, higher is better; only for comparison with others of the same query
 */
public record Fused(IndexedDocument document, @Nullable Integer distance, double weighted, float words, double score) {

    Fused withScore(double fused) {
        return new Fused(document, distance, weighted, words, fused);
    }
}
