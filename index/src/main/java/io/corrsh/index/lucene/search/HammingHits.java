package io.corrsh.index.lucene.search;

import io.corrsh.index.SearchPlan;
import java.util.List;

/**
 * The nearest documents by (distance, weighted distance, id).
 *
 * @param nearest at most k of them, in their order
 * @param total the exact number of documents that pass the filter and lie within the radius
 * @param compared how many codes were compared
 * @param plan how it was found
 */
public record HammingHits(List<HammingHit> nearest, long total, long compared, SearchPlan plan) {

    public HammingHits {
        nearest = List.copyOf(nearest);
    }
}
