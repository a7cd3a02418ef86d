package io.corrsh.model.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each word of a text adds to the logit of one bit. The logit is {@code rest} plus the sum of {@code shares}, up to
 * rounding.
 *
 * @param bit the bit's number
 * @param rest what the bit's logit would be without the words' weighted rows: the biases, as far as they come through
 * @param words the known words of the text, each once
 * @param shares what each of {@code words} adds, positive towards a set bit
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, not compared
public record BitShares(int bit, double rest, List<String> words, double[] shares) {

    /** A word and what it adds to a logit. */
    public record WordShare(String word, double share) {}

    /** The logit that the shares add up to. */
    public double logit() {
        double sum = rest;
        for (double share : shares) {
            sum += share;
        }
        return sum;
    }

    /** The words that speak most for the value 1, or for the value 0, the strongest first. */
    public List<WordShare> strongest(boolean forOne, int most) {
        double sign = forOne ? 1 : -1;
        return IntStream.range(0, shares.length)
                .filter(word -> sign * shares[word] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(word -> -sign * shares[word]))
                .limit(most)
                .map(word -> new WordShare(words.get(word), shares[word]))
                .toList();
    }
}
