package io.corrsh.model.training.energy;

import io.corrsh.model.training.sparse.Adam;
import io.corrsh.model.training.sparse.StateVisitor;
import io.corrsh.model.training.sparse.Workers;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * The parameters of {@code E(x, h) = -h'Wx - N a'h - b'x}, x the counts of N words: replicated softmax (Salakhutdinov and Hinton,
 * NIPS 2009). It is the energy {@code x'x + h'W f(x) - c'h - b'x} with f(x) = -x and c = N a, and with the number of orders of the
 * words as the base measure in the place of exp(-x'x), which keeps it normalisable over the documents of each length.
 */
final class EnergyWeights {

    private static final float DEVIATION = 0.01f;

    final float[][] weights; // a bit's weights, D x V
    final float[] visible; // b
    final float[] hidden; // a
    private final float[][] first;
    private final float[][] second;
    private final float[][] ofVisible = new float[2][];
    private final float[][] ofHidden = new float[2][];

    /** Small random weights, and visible biases as given. */
    EnergyWeights(int bits, float[] visible, RandomGenerator random) {
        this.visible = visible;
        this.hidden = new float[bits];
        this.weights = new float[bits][visible.length];
        this.first = new float[bits][visible.length];
        this.second = new float[bits][visible.length];
        for (int i = 0; i < 2; i++) {
            ofVisible[i] = new float[visible.length];
            ofHidden[i] = new float[bits];
        }
        for (float[] row : weights) {
            for (int word = 0; word < row.length; word++) {
                row[word] = DEVIATION * (float) random.nextGaussian();
            }
        }
    }

    int bits() {
        return hidden.length;
    }

    int vocabulary() {
        return visible.length;
    }

    /** The logits of P(h | x), which is a product over the bits. */
    float[] logits(Counts x) {
        float[] logits = new float[bits()];
        float total = x.total();
        for (int bit = 0; bit < logits.length; bit++) {
            float[] row = weights[bit];
            double sum = total * (double) hidden[bit];
            for (int i = 0; i < x.words().length; i++) {
                sum += x.counts()[i] * (double) row[x.words()[i]];
            }
            logits[bit] = (float) sum;
        }
        return logits;
    }

    /** P(h = 1 | x). */
    float[] means(Counts x) {
        float[] means = logits(x);
        for (int bit = 0; bit < means.length; bit++) {
            means[bit] = (float) (1 / (1 + Math.exp(-means[bit])));
        }
        return means;
    }

    /** The scores of the words, whose softmax is each word's distribution given the bits: b + W'h. */
    void scores(float[] h, float[] scores) {
        System.arraycopy(visible, 0, scores, 0, scores.length);
        for (int bit = 0; bit < h.length; bit++) {
            float factor = h[bit];
            float[] row = weights[bit];
            if (factor != 0) {
                for (int word = 0; word < scores.length; word++) {
                    scores[word] += factor * row[word];
                }
            }
        }
    }

    /** Shows the parameters and their moments. */
    void visit(StateVisitor visitor) throws IOException {
        visitor.floats("weights", weights);
        visitor.floats("weights.first", first);
        visitor.floats("weights.second", second);
        visitor.floats("visible", new float[][] {visible, ofVisible[0], ofVisible[1]});
        visitor.floats("hidden", new float[][] {hidden, ofHidden[0], ofHidden[1]});
    }

    /** Takes the current step of Adam. */
    void update(EnergyGradient gradient, Adam adam, Workers workers) {
        workers.forEach(bits(), 1, (from, to) -> {
            for (int bit = from; bit < to; bit++) {
                adam.update(weights[bit], first[bit], second[bit], gradient.weights[bit], vocabulary());
            }
        });
        adam.update(visible, ofVisible[0], ofVisible[1], gradient.visible, vocabulary());
        adam.update(hidden, ofHidden[0], ofHidden[1], gradient.hidden, bits());
    }
}
