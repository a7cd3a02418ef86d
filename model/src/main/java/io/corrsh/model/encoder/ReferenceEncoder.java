package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;
import java.util.List;

/**
 * The encoder that defines the code of a model: plain Java, double precision, one fixed order.
 *
 * <p>With the float weights w, the float word weights x, and r(a) = max(a, 0):
 *
 * <pre>
 * h1[j] = r(embedding.bias[j] + sum over the words k, ascending, of x[k] * embedding.weight[k][j])
 * h2[j] = r(hidden.bias[j]    + sum over i, ascending, of h1[i] * hidden.weight[j][i])
 * logit[b] =  mean.bias[b]    + sum over i, ascending, of h2[i] * mean.weight[b][i]
 * bit[b] = logit[b] &gt; 0
 * </pre>
 *
 * Every sum starts from the bias and takes its terms from left to right; every product and every sum is rounded to
 * double once, nothing is fused. Terms with h = 0 are passed over, which changes no value. With finite weights nothing
 * can overflow. Java's floating point is strict, so every machine gets the same digits.
 */
public final class ReferenceEncoder implements BagEncoder {

    private final EncoderWeights weights;

    public ReferenceEncoder(EncoderWeights weights) {
        this.weights = weights;
    }

    @Override
    public List<Encoding> encode(List<BagOfWords> bags) {
        return bags.stream().map(this::encode).toList();
    }

    /** Encodes one bag. */
    public Encoding encode(BagOfWords bag) {
        if (bag.isEmpty()) {
            return new Encoding(null, null, bag.tokens(), bag.unknown());
        }
        return encoding(bag, logits(bag));
    }

    /** The encoding of a bag with the given logits. */
    public static Encoding encoding(BagOfWords bag, double[] logits) {
        float[] rounded = new float[logits.length];
        long[] code = new long[(logits.length + 63) >>> 6];
        for (int i = 0; i < logits.length; i++) {
            rounded[i] = rounded(logits[i]);
            if (logits[i] > 0) {
                code[i >>> 6] |= Long.MIN_VALUE >>> i;
            }
        }
        return new Encoding(code, rounded, bag.tokens(), bag.unknown());
    }

    @Override
    public String device() {
        return "cpu (java, reference)";
    }

    /** The logits of a bag with at least one word. */
    public double[] logits(BagOfWords bag) {
        double[] first = firstLayer(bag);
        double[] second = layer(first, weights.hidden, weights.hiddenBias);
        return layer(second, weights.mean, weights.meanBias);
    }

    /** The first layer before its ReLU. */
    double[] firstLayer(BagOfWords bag) {
        double[] sum = widened(weights.embeddingBias);
        int[] words = bag.words();
        double[] factors = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            weights.requireWord(words[i]);
            factors[i] = bag.weights()[i];
        }
        WeightedRows.add(sum, weights.embedding, words, factors, words.length);
        return sum;
    }

    /** A float logit with the sign of the exact one: a set bit has a positive logit even where that underflows. */
    static float rounded(double logit) {
        float rounded = (float) logit;
        return rounded == 0 && logit > 0 ? Float.MIN_VALUE : rounded;
    }

    private static double[] layer(double[] inputs, float[][] rows, float[] bias) {
        int[] active = new int[inputs.length];
        double[] factors = new double[inputs.length];
        int count = 0;
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] > 0) {
                active[count] = i;
                factors[count++] = inputs[i];
            }
        }
        double[] sum = widened(bias);
        WeightedRows.add(sum, rows, active, factors, count);
        return sum;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
