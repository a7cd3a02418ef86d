package io.corrsh.model.encoder;

/** Adds weighted rows to a sum: the inner loops of all layers, written so that C2 vectorises them over the outputs. */
public final class WeightedRows {

    private WeightedRows() {}

    /**
     * Adds {@code factors[i] * rows[indices[i]]} to the sum, in double precision and for every output strictly in the
     * order of i, without fused operations. Four rows go in one pass to spare loads and stores of the sum; this leaves
     * the order as it is.
     */
    public static void add(double[] sum, float[][] rows, int[] indices, double[] factors, int count) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            add4(
                    sum,
                    rows[indices[i]],
                    rows[indices[i + 1]],
                    rows[indices[i + 2]],
                    rows[indices[i + 3]],
                    factors[i],
                    factors[i + 1],
                    factors[i + 2],
                    factors[i + 3]);
        }
        for (; i < count; i++) {
            add1(sum, rows[indices[i]], factors[i]);
        }
    }

    private static void add4(
            double[] sum, float[] a, float[] b, float[] c, float[] d, double xa, double xb, double xc, double xd) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = (((sum[j] + xa * a[j]) + xb * b[j]) + xc * c[j]) + xd * d[j];
        }
    }

    private static void add1(double[] sum, float[] a, double x) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sum[j] + x * a[j];
        }
    }

    /** The most roundings that a term of {@link #add(float[], float[][], int[], float[], int)} goes through. */
    static int roundings(int count) {
        // Its product, two levels of the tree, and an addition for each group of four and each single row.
        return 3 + count / 4 + count % 4;
    }

    /** Adds {@code factors[i] * rows[indices[i]]} to the sum in single precision, four rows at a time as a tree. */
    static void add(float[] sum, float[][] rows, int[] indices, float[] factors, int count) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            add4(
                    sum,
                    rows[indices[i]],
                    rows[indices[i + 1]],
                    rows[indices[i + 2]],
                    rows[indices[i + 3]],
                    factors[i],
                    factors[i + 1],
                    factors[i + 2],
                    factors[i + 3]);
        }
        for (; i < count; i++) {
            add1(sum, rows[indices[i]], factors[i]);
        }
    }

    private static void add4(
            float[] sum, float[] a, float[] b, float[] c, float[] d, float xa, float xb, float xc, float xd) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sum[j] + ((xa * a[j] + xb * b[j]) + (xc * c[j] + xd * d[j]));
        }
    }

    private static void add1(float[] sum, float[] a, float x) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = sum[j] + x * a[j];
        }
    }
}
