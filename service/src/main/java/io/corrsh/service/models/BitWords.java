package io.corrsh.service.models;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * The words that speak most for each value of a bit: those to which the decoder gives the bit the largest weights. A
 * weight counts times the fourth root of the word's document frequency: those of rare words are large by chance.
 */
public final class BitWords {

    /** The most words that are kept of each side of a bit. */
    public static final int MOST = 50;

    private static final int WORDS = 5;

    private final Supplier<List<Words>> words;

    BitWords(ModelBundle bundle) {
        this.words = SingletonSupplier.of(() -> find(bundle));
    }

    /** The strongest words of a bit. */
    public Words of(int bit) {
        return of(bit, WORDS);
    }

    /** Up to so many words of each side of a bit, at most {@link #MOST}. */
    public Words of(int bit, int most) {
        Words all = words.get().get(bit);
        return new Words(first(all.one, most), first(all.zero, most));
    }

    /**
     * The words of a bit.
     *
     * @param one those that a set bit makes more likely, the strongest first
     * @param zero those that it makes less likely, the strongest first
     */
    public record Words(List<String> one, List<String> zero) {}

    private static List<String> first(List<String> words, int most) {
        return words.subList(0, Math.min(words.size(), most));
    }

    private static List<Words> find(ModelBundle bundle) {
        Tensor weights = bundle.tensor("decoder.weight");
        int bits = bundle.description().bits();
        List<Words> found = new ArrayList<>(bits);
        for (int bit = 0; bit < bits; bit++) {
            found.add(new Words(strongest(bundle, weights, bits, bit, 1), strongest(bundle, weights, bits, bit, -1)));
        }
        return List.copyOf(found);
    }

    private static List<String> strongest(ModelBundle bundle, Tensor weights, int bits, int bit, int sign) {
        float[] values = weights.values();
        Vocabulary vocabulary = bundle.vocabulary();
        Comparator<Integer> byWeight = Comparator.<Integer>comparingDouble(word ->
                        sign * values[word * bits + bit] * Math.sqrt(Math.sqrt(vocabulary.documentFrequency(word))))
                .thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> best = new PriorityQueue<>(byWeight);
        for (int word = 0; word < vocabulary.size(); word++) {
            best.add(word);
            if (best.size() > MOST) {
                best.remove();
            }
        }
        return best.stream().sorted(byWeight.reversed()).map(vocabulary::word).toList();
    }
}
