package io.corrsh.model.training.decoder;

import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The words that a sampled loss tells apart from a document's own: q, by document frequency to the power of .75. */
public final class NoiseDistribution {

    private static final double POWER = 0.75;

    private final double[] cumulative;
    private final float[] logUnigram;
    private final float[] logProbability;

    /** The distribution over the vocabulary of these documents; a word in none of them counts as in one. */
    public NoiseDistribution(DocumentMatrix documents) {
        int vocabulary = documents.vocabulary();
        double[] unigram = new double[vocabulary];
        for (long i = 0; i < documents.start(documents.size()); i++) {
            unigram[documents.word(i)]++;
        }
        Arrays.setAll(unigram, word -> Math.max(1, unigram[word]));
        this.cumulative = Arrays.stream(unigram).map(n -> Math.pow(n, POWER)).toArray();
        this.logProbability = logs(cumulative);
        this.logUnigram = logs(unigram);
        Arrays.parallelPrefix(cumulative, Double::sum);
    }

    private static float[] logs(double[] counts) {
        double total = Math.log(Arrays.stream(counts).sum());
        float[] logs = new float[counts.length];
        for (int word = 0; word < logs.length; word++) {
            logs[word] = (float) (Math.log(counts[word]) - total);
        }
        return logs;
    }

    /** The log of the word's share of all words: where a decoder's bias should start for its scores to be normalised. */
    public float logUnigram(int word) {
        return logUnigram[word];
    }

    /** log q(word). */
    public float logProbability(int word) {
        return logProbability[word];
    }

    /** Draws words with repetition. */
    public int[] draw(int count, RandomGenerator random) {
        int[] words = new int[count];
        double total = cumulative[cumulative.length - 1];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(cumulative, random.nextDouble() * total);
            words[i] = Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at + 1);
        }
        return words;
    }
}
