package io.corrsh.model.evaluation;

import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vectorizer;
import java.util.List;
import java.util.Random;

/**
 * The baseline that learns nothing: the signs of random projections of the tf-idf vector (M. Charikar, Similarity
 * Estimation Techniques from Rounding Algorithms, 2002). Immutable and safe for use by several threads at once.
 */
public final class SimHash implements TextEncoder {

    private final Vectorizer vectorizer;
    private final float[][] hyperplanes;
    private final int bits;

    /**
     * A baseline with a normal hyperplane for each bit.
     *
     * @param vectorizer makes the tf-idf vectors
     * @param bits the length of a code, a multiple of 8 between 16 and 256
     * @param seed makes the hyperplanes
     */
    public SimHash(Vectorizer vectorizer, int bits, long seed) {
        ModelDescription.requireBits(bits);
        this.vectorizer = vectorizer;
        this.bits = bits;
        this.hyperplanes = new float[vectorizer.vocabulary().size()][bits];
        Random random = new Random(seed);
        for (float[] components : hyperplanes) {
            for (int b = 0; b < bits; b++) {
                components[b] = (float) random.nextGaussian();
            }
        }
    }

    @Override
    public String model() {
        return "simhash";
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public String device() {
        return "cpu (java)";
    }

    @Override
    public Encoding encode(String text) {
        BagOfWords bag = vectorizer.vectorize(text);
        if (bag.isEmpty()) {
            return new Encoding(null, null, bag.tokens(), bag.unknown());
        }
        float[] projections = new float[bits];
        for (int k = 0; k < bag.words().length; k++) {
            float[] components = hyperplanes[bag.words()[k]];
            for (int b = 0; b < bits; b++) {
                projections[b] += bag.weights()[k] * components[b];
            }
        }
        long[] code = new long[(bits + 63) >>> 6];
        for (int b = 0; b < bits; b++) {
            if (projections[b] > 0) {
                code[b >>> 6] |= Long.MIN_VALUE >>> b;
            }
        }
        return new Encoding(code, projections, bag.tokens(), bag.unknown());
    }

    @Override
    public List<Encoding> encode(List<String> texts) {
        return texts.stream().map(this::encode).toList();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
