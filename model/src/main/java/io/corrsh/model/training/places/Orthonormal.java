package io.corrsh.model.training.places;

import io.corrsh.model.training.sparse.Workers;

/**
 * Makes the columns of a tall matrix orthonormal by the Cholesky factor of their products (Golub and Van Loan, 5.2). A column
 * that depends on those before it becomes zero.
 */
final class Orthonormal {

    private static final int PIECE = 1024;

    /** Below this share of a column's square what is left of it is rounding. */
    private static final double DEPENDENT = 1e-8;

    private Orthonormal() {}

    /** Works on rows of one length, in place; the same with any number of threads. */
    static void columns(float[][] rows, Workers workers) {
        int width = rows[0].length;
        double[] factor = cholesky(products(rows, workers), width);
        workers.forEach(rows.length, PIECE, (from, to) -> {
            double[] solved = new double[width];
            for (int row = from; row < to; row++) {
                solve(factor, rows[row], solved);
            }
        });
    }

    private static double[] products(float[][] rows, Workers workers) {
        int width = rows[0].length;
        double[][] pieces = new double[Math.ceilDiv(rows.length, PIECE)][];
        workers.forEach(rows.length, PIECE, (from, to) -> {
            double[] sums = new double[width * width];
            for (int r = from; r < to; r++) {
                float[] row = rows[r];
                for (int i = 0; i < width; i++) {
                    double value = row[i];
                    for (int j = 0; j < width; j++) {
                        sums[i * width + j] += value * row[j];
                    }
                }
            }
            pieces[from / PIECE] = sums;
        });
        double[] products = new double[width * width];
        for (double[] piece : pieces) {
            for (int i = 0; i < products.length; i++) {
                products[i] += piece[i];
            }
        }
        return products;
    }

    /** The upper triangular R of products = R'R, by rows; the diagonal holds 1/R_ii, or 0 for a dependent column. */
    private static double[] cholesky(double[] products, int width) {
        double[] factor = new double[width * width];
        for (int i = 0; i < width; i++) {
            double left = products[i * width + i];
            for (int above = 0; above < i; above++) {
                left -= factor[above * width + i] * factor[above * width + i];
            }
            double inverse = left > DEPENDENT * products[i * width + i] ? 1 / Math.sqrt(left) : 0;
            for (int j = i + 1; j < width; j++) {
                double sum = products[i * width + j];
                for (int above = 0; above < i; above++) {
                    sum -= factor[above * width + i] * factor[above * width + j];
                }
                factor[i * width + j] = sum * inverse;
            }
            factor[i * width + i] = inverse;
        }
        return factor;
    }

    /** Replaces a row by the x with xR = row. */
    private static void solve(double[] factor, float[] row, double[] solved) {
        int width = row.length;
        for (int i = 0; i < width; i++) {
            solved[i] = row[i];
        }
        for (int i = 0; i < width; i++) {
            double x = solved[i] * factor[i * width + i];
            row[i] = (float) x;
            for (int j = i + 1; j < width; j++) {
                solved[j] -= x * factor[i * width + j];
            }
        }
    }
}
