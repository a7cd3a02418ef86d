package io.corrsh.service.dedup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.corrsh.index.DuplicateGroup;
import io.corrsh.index.DuplicatePair;
import io.corrsh.index.NearDuplicates;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job found within a distance.
 *
 * @param maxDistance the distance
 * @param documents how many documents were compared: those with a code that pass the filter
 * @param groups how many groups of two or more documents there are
 * @param duplicates how many documents could go if one of each group stays
 * @param duplicateRatio their share of the documents
 * @param exactDuplicateRatio the share of those whose code is that of another
 * @param largestGroup the number of documents of the largest group
 * @param distanceHistogram the number of pairs at distance 0, 1, 2, ...
 * @param leastSimilar pairs at the largest distances that hold groups together: look at these to set the distance
 */
record DedupReport(
        @JsonProperty("max_distance") int maxDistance,
        long documents,
        long groups,
        long duplicates,
        @JsonProperty("duplicate_ratio") double duplicateRatio,
        @JsonProperty("exact_duplicate_ratio") double exactDuplicateRatio,
        @JsonProperty("largest_group") int largestGroup,
        @JsonProperty("distance_histogram") List<Long> distanceHistogram,
        @JsonProperty("least_similar") List<Pair> leastSimilar) {

    private static final int PAIRS = 10;

    /** Two documents. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Pair(String a, String b, int distance) {

        static Pair of(DuplicatePair pair) {
            return new Pair(pair.first(), pair.second(), pair.distance());
        }
    }

    static DedupReport of(NearDuplicates found, int distance) {
        Tally near = new Tally();
        found.forEachGroup(distance, near::add);
        Tally exact = new Tally();
        found.forEachGroup(0, exact::add);
        List<Long> histogram = new ArrayList<>();
        for (int d = 0; d <= distance; d++) {
            histogram.add(found.pairs(d) - (d == 0 ? 0 : found.pairs(d - 1)));
        }
        List<Pair> edges = new ArrayList<>();
        for (int d = distance; d >= 0 && edges.size() < PAIRS; d--) {
            found.links(d, PAIRS - edges.size()).forEach(pair -> edges.add(Pair.of(pair)));
        }
        return new DedupReport(
                distance,
                found.documents(),
                near.groups,
                near.duplicates,
                share(near.duplicates, found.documents()),
                share(exact.duplicates, found.documents()),
                near.largest,
                histogram,
                edges);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static final class Tally {

        private long groups;
        private long duplicates;
        private int largest;

        void add(DuplicateGroup group) {
            groups++;
            duplicates += group.size() - 1;
            largest = Math.max(largest, group.size());
        }
    }
}
