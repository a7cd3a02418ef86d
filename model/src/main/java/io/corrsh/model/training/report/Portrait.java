package io.corrsh.model.training.report;

import io.corrsh.model.evaluation.BitCorrelations;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bits of a model are like on its training documents.
 *
 * @param correlations of each bit with those before it, row by row, in percent; 0 where one is constant
 * @param words of each bit
 */
public record Portrait(List<Integer> correlations, List<BitWords> words) {

    public Portrait {
        correlations = List.copyOf(correlations);
        words = List.copyOf(words);
    }

    public static Portrait of(BitCorrelations bits, List<BitWords> words) {
        List<Integer> percents = new ArrayList<>();
        for (int a = 0; a < bits.bits(); a++) {
            for (int b = 0; b < a; b++) {
                double correlation = bits.between(a, b);
                percents.add(Double.isNaN(correlation) ? 0 : (int) Math.round(100 * correlation));
            }
        }
        return new Portrait(percents, words);
    }

    /** The correlation of a bit with one before it, in percent. */
    int percent(int bit, int before) {
        return correlations.get(bit * (bit - 1) / 2 + before);
    }
}
