package io.corrsh.model.explain;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells which words of a text decided the bits of its code.
 *
 * <p>For one text the encoder, a network of rectified linear units, is a linear function of the words' weights: the
 * units that are off stay out of it. So each logit is exactly a sum of one term a word and a rest that the biases make
 * up: weight times gradient, which for such a network leaves nothing out (Ancona et al., 2018, "Towards better
 * understanding of gradient-based attribution methods", proposition 2).
 *
 * <p>Takes bits x H x E multiplications a text. Safe for use by several threads at once; holds no copy of the weights.
 */
public final class TextExplainer {

    private final Vectorizer vectorizer;
    private final Vocabulary vocabulary;
    private final int bits;
    private final int width;
    private final int hiddenWidth;
    private final float[] embedding;
    private final float[] embeddingBias;
    private final float[] hidden;
    private final float[] hiddenBias;
    private final float[] mean;
    private final float[] meanBias;

    public TextExplainer(ModelBundle bundle) {
        this.vectorizer = bundle.vectorizer();
        this.vocabulary = bundle.vocabulary();
        this.bits = bundle.description().bits();
        Tensor rows = bundle.tensor("embedding.weight");
        this.width = rows.shape()[1];
        this.embedding = rows.values();
        this.embeddingBias = bundle.tensor("embedding.bias").values();
        this.hidden = bundle.tensor("hidden.weight").values();
        this.hiddenBias = bundle.tensor("hidden.bias").values();
        this.hiddenWidth = hiddenBias.length;
        this.mean = bundle.tensor("mean.weight").values();
        this.meanBias = bundle.tensor("mean.bias").values();
    }

    /** What the words of a text add to all bits; none for a text without a known word. */
    public List<BitShares> explain(String text) {
        int[] all = new int[bits];
        Arrays.setAll(all, bit -> bit);
        return explain(text, all);
    }

    /**
     * What the words of a text add to some bits, in the order asked for; none for a text without a known word.
     *
     * @throws IllegalArgumentException if a bit is not between 0 and the code's length - 1
     */
    public List<BitShares> explain(String text, int... wanted) {
        BagOfWords bag = vectorizer.vectorize(text);
        if (bag.isEmpty()) {
            return List.of();
        }
        List<String> words =
                Arrays.stream(bag.words()).mapToObj(vocabulary::word).toList();
        double[] first = first(bag);
        double[] second = second(first);
        List<BitShares> shares = new ArrayList<>(wanted.length);
        for (int bit : wanted) {
            shares.add(explain(bit, bag, words, first, second));
        }
        return shares;
    }

    private BitShares explain(int bit, BagOfWords bag, List<String> words, double[] first, double[] second) {
        if (bit < 0 || bit >= bits) {
            throw new IllegalArgumentException("'bit' must be between 0 and %d, got %d".formatted(bits - 1, bit));
        }
        double rest = meanBias[bit];
        double[] gradient = new double[width];
        for (int unit = 0; unit < hiddenWidth; unit++) {
            if (second[unit] > 0) {
                double weight = mean[bit * hiddenWidth + unit];
                rest += weight * hiddenBias[unit];
                for (int i = 0, at = unit * width; i < width; i++) {
                    gradient[i] += weight * hidden[at + i];
                }
            }
        }
        for (int i = 0; i < width; i++) {
            gradient[i] = first[i] > 0 ? gradient[i] : 0;
            rest += gradient[i] * embeddingBias[i];
        }
        double[] shares = new double[words.size()];
        for (int word = 0; word < shares.length; word++) {
            double product = 0;
            for (int i = 0, at = bag.words()[word] * width; i < width; i++) {
                product += gradient[i] * embedding[at + i];
            }
            shares[word] = product * bag.weights()[word];
        }
        return new BitShares(bit, rest, words, shares);
    }

    /** The first layer's units before they are rectified. */
    private double[] first(BagOfWords bag) {
        double[] sum = new double[width];
        for (int i = 0; i < width; i++) {
            sum[i] = embeddingBias[i];
        }
        for (int word = 0; word < bag.words().length; word++) {
            double weight = bag.weights()[word];
            for (int i = 0, at = bag.words()[word] * width; i < width; i++) {
                sum[i] += weight * embedding[at + i];
            }
        }
        return sum;
    }

    /** The second layer's units before they are rectified. */
    private double[] second(double[] first) {
        double[] sum = new double[hiddenWidth];
        for (int unit = 0; unit < hiddenWidth; unit++) {
            sum[unit] = hiddenBias[unit];
            for (int i = 0, at = unit * width; i < width; i++) {
                sum[unit] += Math.max(0, first[i]) * hidden[at + i];
            }
        }
        return sum;
    }
}
