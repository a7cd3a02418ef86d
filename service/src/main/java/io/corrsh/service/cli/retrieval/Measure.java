package io.corrsh.service.cli.retrieval;

import java.util.List;
import java.util.Set;

/**
 * How good a list of documents is for a query.
 *
 * @param ndcg the discounted gain of the first 10 documents over the best there could be (Järvelin and Kekäläinen, 2002)
 * @param recall the share of the relevant documents that are among the first 100
 */
record Measure(double ndcg, double recall) {

    static final int NDCG_PLACES = 10;
    static final int RECALL_PLACES = 100;

    /** Measures a list of ids, best first. */
    static Measure of(List<String> found, Set<String> relevant) {
        double gain = 0;
        double best = 0;
        int recalled = 0;
        for (int place = 0; place < RECALL_PLACES; place++) {
            boolean hit = place < found.size() && relevant.contains(found.get(place));
            recalled += hit ? 1 : 0;
            if (place < NDCG_PLACES) {
                double discount = Math.log(2) / Math.log(place + 2);
                gain += hit ? discount : 0;
                best += place < relevant.size() ? discount : 0;
            }
        }
        return new Measure(gain / best, (double) recalled / relevant.size());
    }
}
