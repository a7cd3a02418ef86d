package io.corrsh.model.evaluation;

import java.util.Arrays;

/**
 * The precision of the first k of a ranking with ties.
 *
 * @param expected the mean over all orders of tied documents
 * @param lowerBound with every tie broken against us
 */
record Precision(double expected, double lowerBound) {

    /** What a query without a code finds. */
    static final Precision NOTHING = new Precision(0, 0);

    /** From the numbers of all and of relevant documents by distance. */
    static Precision ofCounts(int[] total, int[] relevant, int k) {
        int closer = 0;
        int hits = 0;
        for (int d = 0; d < total.length; d++) {
            if (closer + total[d] >= k) {
                return of(closer, hits, total[d], relevant[d], k);
            }
            closer += total[d];
            hits += relevant[d];
        }
        return of(closer, hits, 0, 0, k);
    }

    /** From a distance of each document, least first. */
    static Precision ofDistances(double[] distances, boolean[] relevant, int k) {
        double[] sorted = distances.clone();
        if (k < sorted.length) {
            Selection.smallestFirst(sorted, k);
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(k, sorted.length); i++) {
            last = Math.max(last, sorted[i]);
        }
        int closer = 0;
        int hits = 0;
        int tied = 0;
        int tiedHits = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] < last) {
                closer++;
                hits += relevant[i] ? 1 : 0;
            } else if (distances[i] == last) {
                tied++;
                tiedHits += relevant[i] ? 1 : 0;
            }
        }
        return of(closer, hits, tied, tiedHits, k);
    }

    /** The means of several. */
    static Precision mean(Precision[] values) {
        return new Precision(
                Arrays.stream(values).mapToDouble(Precision::expected).average().orElse(0),
                Arrays.stream(values)
                        .mapToDouble(Precision::lowerBound)
                        .average()
                        .orElse(0));
    }

    /** Of the tied documents at the last distance, only so many fit into the first k. */
    private static Precision of(int closer, int hits, int tied, int tiedHits, int k) {
        int places = Math.min(k - closer, tied);
        double expected = tied == 0 ? hits : hits + places * (double) tiedHits / tied;
        double least = hits + Math.max(0, places - (tied - tiedHits));
        return new Precision(expected / k, least / k);
    }
}
