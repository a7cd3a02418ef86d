package io.corrsh.model.training.places;

/**
 * A place for each document: rows of {@link #WIDTH} numbers and norm 1, or of zeros for a document that nothing is known of.
 * Immutable.
 */
public final class Embedding {

    /** The length of a row. */
    public static final int WIDTH = 64;

    private final float[][] rows;

    private Embedding(float[][] rows) {
        this.rows = rows;
    }

    /** Scales rows to norm 1, in place. */
    public static Embedding normalised(float[][] rows) {
        for (float[] row : rows) {
            double square = 0;
            for (float value : row) {
                square += value * value;
            }
            float scale = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
            for (int i = 0; i < WIDTH; i++) {
                row[i] *= scale;
            }
        }
        return new Embedding(rows);
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
        for (int i = 0; i < WIDTH; i += 4) {
            sum0 += x[i] * y[i];
            sum1 += x[i + 1] * y[i + 1];
            sum2 += x[i + 2] * y[i + 2];
            sum3 += x[i + 3] * y[i + 3];
        }
        return sum0 + sum1 + sum2 + sum3;
    }
}
