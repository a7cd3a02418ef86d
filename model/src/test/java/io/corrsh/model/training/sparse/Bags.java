package io.corrsh.model.training.sparse;

import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;

/** Bags of words that all weigh the same. */
public final class Bags {

    private Bags() {}

    /** A bag of norm 1. */
    public static BagOfWords bag(int... words) {
        return ofNorm(1, words);
    }

    /** A bag of a norm; the words ascend. */
    public static BagOfWords ofNorm(double norm, int... words) {
        float[] weights = new float[words.length];
        Arrays.fill(weights, (float) (norm / Math.sqrt(words.length)));
        return new BagOfWords(words, weights, words.length, 0);
    }

    /** Two documents of the same words, and one that shares none with them. */
    public static DocumentMatrix pairAndStranger() {
        return DocumentMatrix.builder(4)
                .add(bag(0, 1))
                .add(bag(0, 1))
                .add(bag(3))
                .build();
    }
}
