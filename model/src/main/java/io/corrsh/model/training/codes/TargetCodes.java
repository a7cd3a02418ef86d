package io.corrsh.model.training.codes;

import io.corrsh.model.training.places.Embedding;
import io.corrsh.model.training.places.Places;

/**
 * The code that each training document should get: the signs of its place, turned. The places are those that other documents
 * predict, so that a document which a wrong link led astray is not learned by heart. Immutable.
 */
public final class TargetCodes {

    /** The root of the mean square of the linear code's logits: larger ones leave less to be learned, smaller ones are noise. */
    private static final double LOGIT = 1;

    private final Rotation rotation;
    private final float[] coefficients;
    private final long[] bits;
    private final double scale;

    private TargetCodes(Rotation rotation, Places places) {
        this.rotation = rotation;
        this.coefficients = places.words();
        int words = Math.ceilDiv(rotation.bits(), Long.SIZE);
        Embedding predicted = places.predicted();
        this.bits = new long[Math.multiplyExact(predicted.size(), words)];
        float[] turned = new float[rotation.bits()];
        double squares = 0;
        for (int document = 0; document < predicted.size(); document++) {
            rotation.turn(predicted.row(document), turned);
            for (int bit = 0; bit < turned.length; bit++) {
                squares += turned[bit] * turned[bit];
                if (turned[bit] > 0) {
                    bits[document * words + bit / Long.SIZE] |= 1L << bit;
                }
            }
        }
        this.scale = squares == 0 ? 0 : LOGIT / Math.sqrt(squares / predicted.size() / turned.length);
    }

    /** The codes of so many bits for documents in these places. */
    public static TargetCodes of(Places places, int bits) {
        return new TargetCodes(Rotation.of(places.predicted(), bits), places);
    }

    /** Writes the bits of a document, -1 or 1 each, from {@code at} on. */
    public void copy(int document, float[] out, int at) {
        int length = rotation.bits();
        int words = Math.ceilDiv(length, Long.SIZE);
        for (int bit = 0; bit < length; bit++) {
            out[at + bit] = (bits[document * words + bit / Long.SIZE] >>> bit & 1) == 0 ? -1 : 1;
        }
    }

    /**
     * What each word adds to the logits of a document: the linear code that is nearest to these.
     *
     * @param norm of the documents
     * @return {@code vocabulary x bits}
     */
    public float[][] linear(double norm) {
        int vocabulary = coefficients.length / rotation.width();
        int length = rotation.bits();
        float factor = (float) (scale / norm);
        float[][] logits = new float[vocabulary][length];
        for (int word = 0; word < vocabulary; word++) {
            rotation.turn(coefficients, word * rotation.width(), logits[word]);
            for (int bit = 0; bit < length; bit++) {
                logits[word][bit] *= factor;
            }
        }
        return logits;
    }
}
