package io.corrsh.service.search;

import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.service.search.hybrid.Fused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that a search found.
 *
 * @param document the document
 * @param distance from the query's code; {@code null} if it has none, and words alone found the document
 * @param weighted the sum of the query's weights over the differing bits
 * @param probed its distance over the bits that are not undecided, where some are
 * @param words its score by BM25, where words count
 * @param hybrid its score by codes and words together, where words count
 */
record Found(
        IndexedDocument document,
        @Nullable Integer distance,
        double weighted,
        @Nullable Integer probed,
        @Nullable Float words,
        @Nullable Double hybrid) {

    static Found of(Neighbour neighbour) {
        return new Found(neighbour.document(), neighbour.distance(), neighbour.weightedDistance(), null, null, null);
    }

    static Found of(Fused fused) {
        return new Found(fused.document(), fused.distance(), fused.weighted(), null, fused.words(), fused.score());
    }

    /** The distance of a document that a code found. */
    int near() {
        return Objects.requireNonNull(distance);
    }
}
