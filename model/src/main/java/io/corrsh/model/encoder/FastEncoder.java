package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;
import java.util.ArrayList;
import java.util.List;

/**
 * The fast encoder in plain Java: the first layer is the reference's own in double precision, which is cheap because
 * the input is sparse; the others are in single precision with certified bits.
 *
 * <p>Documents are not put together in blocks: ReLU outputs that are zero are passed over, and each document has
 * different ones.
 */
public final class FastEncoder implements BagEncoder {

    private final EncoderWeights weights;
    private final Certifier certifier;

    public FastEncoder(EncoderWeights weights) {
        this.weights = weights;
        this.certifier = new Certifier(weights);
    }

    @Override
    public List<Encoding> encode(List<BagOfWords> bags) {
        Pass pass = new Pass();
        List<Encoding> encodings = new ArrayList<>(bags.size());
        for (BagOfWords bag : bags) {
            encodings.add(bag.isEmpty() ? new Encoding(null, null, bag.tokens(), bag.unknown()) : pass.encode(bag));
        }
        return encodings;
    }

    @Override
    public String device() {
        return "cpu (java)";
    }

    @Override
    public Recomputed recomputed() {
        return certifier.recomputed();
    }

    /** The buffers of one call. */
    private final class Pass {

        private final float[] first = new float[weights.embeddingWidth()];
        private final float[] second = new float[weights.hiddenWidth()];
        private final int[] active = new int[Math.max(first.length, second.length)];
        private final float[] factors = new float[active.length];
        private double norm;

        Encoding encode(BagOfWords bag) {
            double[] exact = certifier.reference().firstLayer(bag);
            for (int j = 0; j < first.length; j++) {
                first[j] = (float) exact[j];
            }
            int count = activate(first);
            int roundings = WeightedRows.roundings(count);
            double e1 = certifier.bound().roundedFirstLayer(norm);
            double e2 = certifier.bound().secondLayer(e1, norm, roundings);
            System.arraycopy(weights.hiddenBias, 0, second, 0, second.length);
            WeightedRows.add(second, weights.hidden, active, factors, count);

            count = activate(second);
            float[] logits = weights.meanBias.clone();
            WeightedRows.add(logits, weights.mean, active, factors, count);
            return certifier.certify(bag, logits, e2, norm, WeightedRows.roundings(count));
        }

        /** Lists the outputs of a ReLU that are not zero, and sets their norm. A NaN is kept, for the norm to tell. */
        private int activate(float[] layer) {
            int count = 0;
            double squares = 0;
            for (int i = 0; i < layer.length; i++) {
                float value = layer[i];
                if (!(value <= 0)) {
                    active[count] = i;
                    factors[count++] = value;
                    squares += (double) value * value;
                }
            }
            norm = Math.sqrt(squares);
            return count;
        }
    }
}
