package io.corrsh.model.energy;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.text.BagOfWords;

/**
 * A trained energy model over the counts x of a text's N known words and the bits h of its code, {@code E(x, h) = -h'Wx - N a'h -
 * b'x} (replicated softmax: Salakhutdinov and Hinton, NIPS 2009), with p(x, h) proportional to exp(-E) times the number of orders
 * of the words, among texts of N words. Given x the bits are independent, with the encoder's logits. In double precision and one
 * fixed order; immutable.
 */
public final class EnergyModel {

    private final int bits;
    private final float[] visible;
    private final float[] contributions; // of a word to the logits, W + a, in the first half of its row
    private final int width;

    private EnergyModel(ModelBundle bundle) {
        this.bits = bundle.description().bits();
        this.visible = bundle.tensor("decoder.bias").values();
        this.contributions = bundle.tensor("embedding.weight").values();
        this.width = 2 * bits;
    }

    /**
     * The energy of a model.
     *
     * @throws IllegalArgumentException if the model was not trained as an energy model
     */
    public static EnergyModel of(ModelBundle bundle) {
        if (bundle.description().training().get("energy") == null) {
            throw new IllegalArgumentException("The model must be trained with preset energy to have an energy, got %s"
                    .formatted(bundle.identity()));
        }
        return new EnergyModel(bundle);
    }

    /** The logits of P(h | x). */
    public double[] logits(BagOfWords x) {
        double[] logits = new double[bits];
        for (int i = 0; i < x.words().length; i++) {
            int row = x.words()[i] * width;
            for (int bit = 0; bit < bits; bit++) {
                logits[bit] += x.weights()[i] * (double) contributions[row + bit];
            }
        }
        return logits;
    }

    /**
     * E(x, h).
     *
     * @param code the bits, bit 0 the highest of the first word
     */
    public double energy(BagOfWords x, long[] code) {
        double energy = -visible(x);
        double[] logits = logits(x);
        for (int bit = 0; bit < bits; bit++) {
            if ((code[bit >>> 6] << bit) < 0) {
                energy -= logits[bit];
            }
        }
        return energy;
    }

    /**
     * The free energy -log sum_h exp(-E(x, h)) = -b'x - sum_j softplus(logit_j): log p(x) is its negative, less a constant of the
     * length N, plus the number of orders. Of two texts of like length, that with the lower one is the more typical.
     */
    public double freeEnergy(BagOfWords x) {
        double energy = -visible(x);
        for (double logit : logits(x)) {
            energy -= Math.max(logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
        }
        return energy;
    }

    /** The free energy of a known word, to compare texts of other lengths by; 0 without any. */
    public double freeEnergyPerWord(BagOfWords x) {
        int words = x.tokens() - x.unknown();
        return words == 0 ? 0 : freeEnergy(x) / words;
    }

    private double visible(BagOfWords x) {
        double sum = 0;
        for (int i = 0; i < x.words().length; i++) {
            sum += x.weights()[i] * (double) visible[x.words()[i]];
        }
        return sum;
    }
}
