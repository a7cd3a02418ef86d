package io.corrsh.model.training.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolarTests {

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 12", "12, 5", "1, 7"})
    void theFactorIsOrthonormalAndLeavesASymmetricMatrix(int rows, int columns) {
        Random random = new Random(3);
        double[] matrix = random.doubles(rows * columns, -1, 1).toArray();
        double[] factor = Polar.factor(matrix, rows, columns);
        int count = Math.min(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double orthonormal = 0;
                double stretch = 0;
                double transposed = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    orthonormal += at(factor, rows, columns, i, k) * at(factor, rows, columns, j, k);
                    stretch += at(matrix, rows, columns, i, k) * at(factor, rows, columns, j, k);
                    transposed += at(matrix, rows, columns, j, k) * at(factor, rows, columns, i, k);
                }
                assertThat(Math.abs(orthonormal - (i == j ? 1 : 0))).isLessThan(1e-6);
                // Of the nearest one only: matrix = stretch * factor with a symmetric stretch.
                assertThat(Math.abs(stretch - transposed)).isLessThan(1e-6);
            }
        }
    }

    /** Entry k of the i-th of the few rows or columns. */
    private static double at(double[] matrix, int rows, int columns, int i, int k) {
        return columns > rows ? matrix[i * columns + k] : matrix[k * columns + i];
    }
}
