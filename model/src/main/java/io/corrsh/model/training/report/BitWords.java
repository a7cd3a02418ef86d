package io.corrsh.model.training.report;

import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.training.sparse.DocumentMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The words that tell most surely whether a bit is set: those whose share of the documents differs most between the
 * documents with the bit and those without, by the z-score of two proportions.
 *
 * @param ofOne words of the documents with the bit, the surest first
 * @param ofZero words of the documents without it
 */
public record BitWords(List<String> ofOne, List<String> ofZero) {

    private static final int WORDS = 8;
    private static final int DOCUMENTS = 20_000;
    private static final double CHANCE = 3; // a z-score that one word of some hundred reaches by chance

    /** Whether a document's code has a bit. */
    @FunctionalInterface
    public interface Code {
        boolean isSet(int document, int bit);
    }

    public BitWords {
        ofOne = List.copyOf(ofOne);
        ofZero = List.copyOf(ofZero);
    }

    /** The words of every bit, from at most {@value #DOCUMENTS} documents, evenly spread. */
    public static List<BitWords> of(DocumentMatrix documents, int bits, Code code, Vocabulary vocabulary) {
        int size = Math.min(DOCUMENTS, documents.size());
        int[] all = new int[vocabulary.size()];
        for (int i = 0; i < size; i++) {
            count(documents, place(documents, i, size), all);
        }
        List<BitWords> words = new ArrayList<>();
        for (int bit = 0; bit < bits; bit++) {
            int[] one = new int[all.length];
            int ones = 0;
            for (int i = 0; i < size; i++) {
                int document = place(documents, i, size);
                if (code.isSet(document, bit)) {
                    count(documents, document, one);
                    ones++;
                }
            }
            double[] scores = scores(all, one, size, ones);
            words.add(new BitWords(strongest(scores, 1, vocabulary), strongest(scores, -1, vocabulary)));
        }
        return words;
    }

    private static int place(DocumentMatrix documents, int i, int size) {
        return (int) ((long) i * documents.size() / size);
    }

    private static void count(DocumentMatrix documents, int document, int[] counts) {
        for (long i = documents.start(document); i < documents.start(document + 1); i++) {
            counts[documents.word(i)]++;
        }
    }

    private static double[] scores(int[] all, int[] one, int size, int ones) {
        double[] scores = new double[all.length];
        if (ones > 0 && ones < size) {
            for (int word = 0; word < all.length; word++) {
                double share = all[word] / (double) size;
                double deviation = Math.sqrt(share * (1 - share) * (1.0 / ones + 1.0 / (size - ones)));
                double difference = one[word] / (double) ones - (all[word] - one[word]) / (double) (size - ones);
                scores[word] = deviation == 0 ? 0 : difference / deviation;
            }
        }
        return scores;
    }

    private static List<String> strongest(double[] scores, int sign, Vocabulary vocabulary) {
        return IntStream.range(0, scores.length)
                .filter(word -> sign * scores[word] > CHANCE)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer word) -> -sign * scores[word]))
                .limit(WORDS)
                .map(vocabulary::word)
                .toList();
    }
}
