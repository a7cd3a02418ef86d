package io.corrsh.model.training.energy;

import io.corrsh.model.training.sparse.Workers;
import java.util.Arrays;

/**
 * A sum of expectations of the energy's derivatives: of documents with a positive factor and of the model's samples with a
 * negative one, it is the gradient of the mean of -log p(x).
 */
final class EnergyGradient {

    final float[][] weights; // D x V
    final float[] visible;
    final float[] hidden;

    EnergyGradient(int bits, int vocabulary) {
        this.weights = new float[bits][vocabulary];
        this.visible = new float[vocabulary];
        this.hidden = new float[bits];
    }

    void clear() {
        for (float[] row : weights) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(visible, 0);
        Arrays.fill(hidden, 0);
    }

    /**
     * Adds the factor times E[dE(x, h) / d parameters] over P(h | x) for each document.
     *
     * @param means P(h = 1 | x) of each
     * @param factors one each
     */
    void add(Counts[] documents, float[][] means, float[] factors, Workers workers) {
        workers.forEach(hidden.length, 4, (from, to) -> {
            for (int i = 0; i < documents.length; i++) {
                for (int bit = from; bit < to; bit++) {
                    add(documents[i], weights[bit], -factors[i] * means[i][bit]);
                    hidden[bit] -= factors[i] * documents[i].total() * means[i][bit];
                }
            }
        });
        for (int i = 0; i < documents.length; i++) {
            add(documents[i], visible, -factors[i]);
        }
    }

    private static void add(Counts document, float[] row, float factor) {
        for (int i = 0; i < document.words().length; i++) {
            row[document.words()[i]] += factor * document.counts()[i];
        }
    }
}
