package io.corrsh.model.training.places;

import io.corrsh.model.training.sparse.DocumentMatrix;

/**
 * How much a word tells of where a document belongs: the root of the mean product of the places of two documents that hold it, both
 * as seen from the middle of all. Words that occur everywhere, and names that say nothing, weigh little.
 */
final class WordWeights {

    /** A word in so many documents is half believed. */
    private static final double FEW = 5;

    private static final double LEAST = 0.01;

    private WordWeights() {}

    static float[] of(DocumentMatrix documents, Embedding embedding) {
        int width = embedding.width();
        double[] middle = embedding.middle();
        float[] sums = new float[Math.multiplyExact(documents.vocabulary(), width)];
        int[] counts = new int[documents.vocabulary()];
        double[] squares = new double[documents.vocabulary()];
        float[] place = new float[width];
        for (int document = 0; document < documents.size(); document++) {
            float[] row = embedding.row(document);
            double square = 0;
            for (int i = 0; i < width; i++) {
                place[i] = (float) (row[i] - middle[i]);
                square += place[i] * place[i];
            }
            for (long i = documents.start(document); i < documents.start(document + 1); i++) {
                int word = documents.word(i);
                counts[word]++;
                squares[word] += square;
                int at = word * width;
                for (int j = 0; j < width; j++) {
                    sums[at + j] += place[j];
                }
            }
        }
        float[] weights = new float[counts.length];
        for (int word = 0; word < weights.length; word++) {
            double count = counts[word];
            double square = 0;
            for (int j = 0; j < width; j++) {
                square += sums[word * width + j] * sums[word * width + j];
            }
            // A document's product with itself says nothing.
            double mean = count < 2 ? 0 : (square - squares[word]) / (count * (count - 1));
            weights[word] = (float) Math.sqrt(Math.clamp(mean, 0, 1) * count / (count + FEW) + LEAST);
        }
        return weights;
    }
}
