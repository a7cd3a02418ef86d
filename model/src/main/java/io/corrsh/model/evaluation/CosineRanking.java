package io.corrsh.model.evaluation;

import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;
import java.util.List;

/** The database's tf-idf vectors as an inverted index, ranked by cosine. Immutable. */
final class CosineRanking {

    private final int size;
    private final int[][] documents;
    private final float[][] weights;

    CosineRanking(List<BagOfWords> bags, int vocabulary) {
        this.size = bags.size();
        int[] counts = new int[vocabulary];
        for (BagOfWords bag : bags) {
            for (int word : bag.words()) {
                counts[word]++;
            }
        }
        documents = new int[vocabulary][];
        weights = new float[vocabulary][];
        Arrays.setAll(documents, word -> new int[counts[word]]);
        Arrays.setAll(weights, word -> new float[counts[word]]);
        for (int i = size - 1; i >= 0; i--) {
            BagOfWords bag = bags.get(i);
            for (int k = 0; k < bag.words().length; k++) {
                int word = bag.words()[k];
                documents[word][--counts[word]] = i;
                weights[word][counts[word]] = bag.weights()[k];
            }
        }
    }

    /** All vectors have the same norm, so that the largest product is the largest cosine. */
    Precision byCosine(BagOfWords query, boolean[] relevant, int k) {
        double[] distances = new double[size];
        for (int i = 0; i < query.words().length; i++) {
            int[] postings = documents[query.words()[i]];
            float[] values = weights[query.words()[i]];
            for (int p = 0; p < postings.length; p++) {
                distances[postings[p]] -= (double) query.weights()[i] * values[p];
            }
        }
        return Precision.ofDistances(distances, relevant, k);
    }
}
