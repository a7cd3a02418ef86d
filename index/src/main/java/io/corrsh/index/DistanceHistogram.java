package io.corrsh.index;

import java.util.List;

/**
 * How many documents lie at each distance from a code, exactly.
 *
 * @param counts the number of documents at distance 0, 1, 2, ..., up to the query's largest distance or the number of
 * bits, whichever is smaller
 * @param codesScanned how many codes were compared
 */
public record DistanceHistogram(List<Long> counts, long codesScanned) {

    public DistanceHistogram {
        counts = List.copyOf(counts);
    }

    /** The number of documents within a distance. */
    public long within(int distance) {
        long sum = 0;
        for (int d = 0; d <= distance && d < counts.size(); d++) {
            sum += counts.get(d);
        }
        return sum;
    }
}
