package io.corrsh.model.training.places;

/**
 * A place for each document: rows of numbers, or of zeros for a document that nothing is known of. Immutable.
 */
public final class Embedding {

    private final float[][] rows;

    private Embedding(float[][] rows) {
        this.rows = rows;
    }

    /** Scales rows of one length, a multiple of 4, to norm 1, in place. */
    public static Embedding normalised(float[][] rows) {
        for (float[] row : rows) {
            double square = 0;
            for (float value : row) {
                square += value * value;
            }
            float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
            for (int i = 0; i < row.length; i++) {
                row[i] *= scale;
            }
        }
        return new Embedding(rows);
    }

    /**
     * Moves rows of norm 1 so that their mean is 0, in place: what all have in common tells none from another, and who is about
     * everything ends near 0.
     */
    static Embedding centred(float[][] rows) {
        Embedding embedding = normalised(rows);
        double[] middle = embedding.middle();
        for (float[] row : rows) {
            if (isKnown(row)) {
                for (int i = 0; i < row.length; i++) {
                    row[i] -= (float) middle[i];
                }
            }
        }
        return embedding;
    }

    /** The mean of the places that are known. */
    double[] middle() {
        double[] middle = new double[width()];
        int known = 0;
        for (float[] row : rows) {
            if (isKnown(row)) {
                known++;
                for (int i = 0; i < middle.length; i++) {
                    middle[i] += row[i];
                }
            }
        }
        for (int i = 0; i < middle.length; i++) {
            middle[i] /= Math.max(1, known);
        }
        return middle;
    }

    private static boolean isKnown(float[] row) {
        for (float value : row) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    /** The length of a row. */
    public int width() {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    /** The place of a document: the row itself, not to be changed. */
    public float[] row(int document) {
        return rows[document];
    }

    /** How many documents have a place. */
    public int size() {
        return rows.length;
    }

    float cosine(int a, int b) {
        float[] x = rows[a];
        float[] y = rows[b];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int i = 0; i < x.length; i += 4) {
            sum0 += x[i] * y[i];
            sum1 += x[i + 1] * y[i + 1];
            sum2 += x[i + 2] * y[i + 2];
            sum3 += x[i + 3] * y[i + 3];
        }
        return sum0 + sum1 + sum2 + sum3;
    }
}
