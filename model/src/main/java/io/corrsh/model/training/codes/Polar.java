package io.corrsh.model.training.codes;

/**
 * The orthogonal factor of the polar decomposition, by the iteration X <- (3 X - X X'X) / 2 (Björck and Bowie, 1971), which needs
 * nothing but products.
 */
final class Polar {

    private static final int MOST_STEPS = 100;
    private static final double CLOSE = 1e-9;

    private Polar() {}

    /**
     * The matrix of orthonormal rows, if it is wide, or columns that is nearest to another one.
     *
     * @param matrix by rows, of full rank
     */
    static double[] factor(double[] matrix, int rows, int columns) {
        boolean wide = columns > rows;
        double[] x = normalised(wide ? matrix : transposed(matrix, rows, columns));
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int step = 0; step < MOST_STEPS && improve(x, count, length) > CLOSE; step++) {}
        return wide ? x : transposed(x, columns, rows);
    }

    /** A step on few rows, each of a length; returns how far the products of rows were from those of orthonormal ones. */
    private static double improve(double[] x, int count, int length) {
        double[] gram = new double[count * count];
        double off = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int l = 0; l < length; l++) {
                    sum += x[i * length + l] * x[j * length + l];
                }
                gram[i * count + j] = sum;
                gram[j * count + i] = sum;
                off = Math.max(off, Math.abs(sum - (i == j ? 1 : 0)));
            }
        }
        double[] before = x.clone();
        for (int i = 0; i < count; i++) {
            for (int l = 0; l < length; l++) {
                x[i * length + l] *= 1.5;
            }
            for (int j = 0; j < count; j++) {
                double factor = gram[i * count + j] / 2;
                for (int l = 0; l < length; l++) {
                    x[i * length + l] -= factor * before[j * length + l];
                }
            }
        }
        return off;
    }

    /** Divides by the root of the sum of all squares, which no singular value exceeds: only then the iteration converges. */
    private static double[] normalised(double[] matrix) {
        double square = 0;
        for (double value : matrix) {
            square += value * value;
        }
        double[] normalised = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            normalised[i] = matrix[i] / Math.sqrt(square);
        }
        return normalised;
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }
}
