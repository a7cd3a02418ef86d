package io.corrsh.model.refinement;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.encoder.WeightedRows;
import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;
import java.util.Map;

/**
 * The bound that refinement climbs, {@code log p(x | mu) + H(mu) - D log 2} with mu = sigmoid(logits): the variational bound of
 * fair bits with the decoder at the bits' means (equation 4 of the note on gradient-based inference), in nats. A document is the
 * set of its known words.
 *
 * <p>Computed in double precision, every sum in one order (words, bits and the vocabulary ascending) and with StrictMath, so
 * that every machine gets the same digits. Immutable.
 */
final class MeanFieldBound {

    private final int bits;
    private final float[][] rows; // a word's weights, V x D
    private final float[][] columns; // a bit's weights, D x V
    private final float[] bias;
    private final int[] everyWord;
    private final int[] everyBit;

    /**
     * The bound of a model.
     *
     * @throws IllegalArgumentException if its codes are no bits of a posterior which the decoder explains
     */
    MeanFieldBound(ModelBundle bundle) {
        requireBits(bundle);
        Tensor weight = bundle.tensor("decoder.weight");
        this.bits = bundle.description().bits();
        this.bias = bundle.tensor("decoder.bias").values();
        this.rows = new float[bias.length][];
        this.columns = new float[bits][bias.length];
        for (int word = 0; word < bias.length; word++) {
            rows[word] = Arrays.copyOfRange(weight.values(), word * bits, (word + 1) * bits);
            for (int bit = 0; bit < bits; bit++) {
                columns[bit][word] = rows[word][bit];
            }
        }
        this.everyWord = ascending(bias.length);
        this.everyBit = ascending(bits);
    }

    private static int[] ascending(int count) {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private static void requireBits(ModelBundle bundle) {
        if (bundle.description().training().get("energy") != null) {
            throw new IllegalArgumentException("'refine' must be 0 for an energy model (%s), whose posterior is exact"
                    .formatted(bundle.identity()));
        }
        Object posterior =
                bundle.description().training().get("bound") instanceof Map<?, ?> bound ? bound.get("posterior") : null;
        if ("gaussian".equals(posterior)) {
            throw new IllegalArgumentException(
                    "'refine' must be 0 for a model with a gaussian posterior (%s), whose code is no sample of it"
                            .formatted(bundle.identity()));
        }
    }

    int bits() {
        return bits;
    }

    /**
     * The bound at a point and its slope.
     *
     * @param value in nats
     * @param gradient by the logits
     */
    @SuppressWarnings("ArrayRecordComponent") // made and used up by one refinement
    record Point(double value, double[] gradient) {}

    /** The bound of a document with at least one word. */
    Point at(BagOfWords bag, double[] logits) {
        double[] means = new double[bits];
        double value = -bits * StrictMath.log(2);
        for (int bit = 0; bit < bits; bit++) {
            double size = StrictMath.exp(-Math.abs(logits[bit]));
            means[bit] = (logits[bit] >= 0 ? 1 : size) / (1 + size);
            // The entropy of a bit: softplus(logit) - mean * logit.
            value += Math.max(logits[bit], 0) + StrictMath.log1p(size) - means[bit] * logits[bit];
        }
        double[] scores = new double[bias.length];
        for (int word = 0; word < scores.length; word++) {
            scores[word] = bias[word];
        }
        WeightedRows.add(scores, columns, everyBit, means, bits);
        double[] slope = new double[bits];
        for (int word : bag.words()) {
            value += scores[word];
            for (int bit = 0; bit < bits; bit++) {
                slope[bit] += rows[word][bit];
            }
        }
        int words = bag.words().length;
        value -= words * normalise(scores);
        double[] expected = new double[bits];
        WeightedRows.add(expected, rows, everyWord, scores, scores.length);
        for (int bit = 0; bit < bits; bit++) {
            slope[bit] = means[bit] * (1 - means[bit]) * (slope[bit] - words * expected[bit] - logits[bit]);
        }
        return new Point(value, slope);
    }

    /** Turns scores into their softmax and gives back log(sum(exp(scores))). */
    private static double normalise(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int word = 0; word < scores.length; word++) {
            scores[word] = StrictMath.exp(scores[word] - largest);
            sum += scores[word];
        }
        for (int word = 0; word < scores.length; word++) {
            scores[word] /= sum;
        }
        return largest + StrictMath.log(sum);
    }
}
