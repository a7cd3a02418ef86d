package io.corrsh.model.training.codes;

import io.corrsh.model.training.places.Embedding;
import java.util.Arrays;
import java.util.Random;

/**
 * From a place to real-valued bits: the matrix of orthonormal rows or columns, the width of the places x bits, that brings places
 * nearest to corners of a cube (iterative quantisation: Gong and Lazebnik, CVPR 2011; of fewer bits than dimensions it keeps those of
 * most weight, of more it is a tight frame). Immutable.
 */
final class Rotation {

    private static final int ROUNDS = 40;

    /** More documents than this are left out: they add time and hardly knowledge. */
    private static final int MOST_SEEN = 20_000;

    /** How much of the rotation before is mixed in, so that places of few dimensions leave no bit without a direction. */
    private static final double INERTIA = 1e-3;

    private static final long SEED = 1;

    private final int bits;
    private final double[] matrix;

    private Rotation(int bits, double[] matrix) {
        this.bits = bits;
        this.matrix = matrix;
    }

    /** The rotation for these places, the same at every call. */
    static Rotation of(Embedding embedding, int bits) {
        Random random = new Random(SEED);
        int width = embedding.width();
        double[] start = new double[width * bits];
        Arrays.setAll(start, i -> random.nextGaussian());
        Rotation rotation = new Rotation(bits, Polar.factor(start, width, bits));
        int every = Math.ceilDiv(embedding.size(), MOST_SEEN);
        for (int round = 0; round < ROUNDS; round++) {
            rotation = rotation.improved(embedding, every);
        }
        return rotation;
    }

    /** The rotation nearest to the corners that this one leads to (orthogonal Procrustes). */
    private Rotation improved(Embedding embedding, int every) {
        int width = width();
        double[] products = new double[matrix.length];
        float[] turned = new float[bits];
        double weight = 0;
        for (int document = 0; document < embedding.size(); document += every) {
            float[] place = embedding.row(document);
            turn(place, turned);
            for (int j = 0; j < bits; j++) {
                turned[j] = Math.signum(turned[j]);
            }
            for (int i = 0; i < width; i++) {
                float value = place[i];
                int at = i * bits;
                for (int j = 0; j < bits; j++) {
                    products[at + j] += value * turned[j];
                }
            }
            weight++;
        }
        for (int i = 0; i < products.length; i++) {
            products[i] += INERTIA * weight * matrix[i];
        }
        return new Rotation(bits, Polar.factor(products, width, bits));
    }

    int width() {
        return matrix.length / bits;
    }

    int bits() {
        return bits;
    }

    /** Writes the real-valued bits of a place. */
    void turn(float[] place, float[] turned) {
        turn(place, 0, turned);
    }

    /** As {@link #turn(float[], float[])} for a place that begins at {@code from}. */
    void turn(float[] places, int from, float[] turned) {
        int width = width();
        Arrays.fill(turned, 0);
        for (int i = 0; i < width; i++) {
            double value = places[from + i];
            int at = i * bits;
            for (int j = 0; j < bits; j++) {
                turned[j] += (float) (value * matrix[at + j]);
            }
        }
    }
}
