package io.corrsh.index;

import java.util.Objects;

/**
 * A place in the order of a query's hits: those that come after it are asked for. It need not be a hit any more, so that
 * pages which begin where the last one ended neither repeat nor leave out a document that stays in the index.
 *
 * @param distance the distance of the last hit seen
 * @param weightedDistance its weighted distance, by the same weights
 * @param id its id
 */
public record SearchAfter(int distance, double weightedDistance, String id) {

    public SearchAfter {
        Objects.requireNonNull(id, "'id' must not be null");
    }

    /** The place of a hit. */
    public static SearchAfter of(Neighbour hit) {
        return new SearchAfter(
                hit.distance(), hit.weightedDistance(), hit.document().id());
    }
}
