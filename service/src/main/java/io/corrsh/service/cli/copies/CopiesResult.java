package io.corrsh.service.cli.copies;

import java.util.ArrayList;
import java.util.List;

/**
 * How well copies are told from other texts.
 *
 * @param model the identity of the model
 * @param bits the length of its codes
 * @param documents how many texts were compared with each other
 * @param pairs how many pairs of them are copies of one text, or a copy and its text
 * @param codes by the largest distance of a pair
 * @param minhash by the smallest estimated share of common runs of words
 */
public record CopiesResult(String model, int bits, int documents, long pairs, List<Cut> codes, List<Cut> minhash) {

    /**
     * What a threshold gives.
     *
     * @param threshold a distance, or a share
     * @param precision the share of the pairs found that are copies
     * @param recall the share of the copies that are found
     * @param f1 the harmonic mean of both
     */
    public record Cut(double threshold, double precision, double recall, double f1) {

        static Cut of(double threshold, long right, long wrong, long pairs) {
            double precision = right + wrong == 0 ? 1 : (double) right / (right + wrong);
            double recall = pairs == 0 ? 1 : (double) right / pairs;
            double sum = precision + recall;
            return new Cut(threshold, precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum);
        }
    }

    /** The cuts of histograms in which the first places are the most alike. */
    static List<Cut> cuts(long[] right, long[] wrong, long pairs, double[] thresholds) {
        List<Cut> cuts = new ArrayList<>();
        long rights = 0;
        long wrongs = 0;
        for (int i = 0; i < thresholds.length; i++) {
            rights += right[i];
            wrongs += wrong[i];
            cuts.add(Cut.of(thresholds[i], rights, wrongs, pairs));
        }
        return cuts;
    }
}
