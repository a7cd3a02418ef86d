package io.corrsh.model.training.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.corrsh.model.training.sparse.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrthonormalTests {

    private static final int WIDTH = 64;

    private static final int DEPENDENT = 20;

    @Test
    void columnsBecomeOrthonormalAndOneThatDependsOnOthersZero() {
        Random random = new Random(3);
        float[][] rows = new float[3000][WIDTH];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian() + 1;
            }
            row[DEPENDENT] = row[3] - 2 * row[7];
        }
        try (Workers workers = new Workers(2)) {
            Orthonormal.columns(rows, workers);
        }
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                double product = 0;
                for (float[] row : rows) {
                    product += (double) row[i] * row[j];
                }
                assertThat(product)
                        .as("columns %d and %d", i, j)
                        .isCloseTo(i == j && i != DEPENDENT ? 1 : 0, within(1e-3));
            }
        }
    }

    @Test
    void fewerRowsThanColumnsAreNoProblem() {
        float[][] rows = new float[3][WIDTH];
        rows[0][0] = 2;
        rows[1][1] = 3;
        rows[1][5] = 1;
        try (Workers workers = new Workers(1)) {
            Orthonormal.columns(rows, workers);
        }
        assertThat(rows[0][0]).isEqualTo(1);
        assertThat(rows[1][1]).isEqualTo(1);
        assertThat(rows[1][5]).isZero();
        assertThat(rows[2]).containsOnly(0);
    }
}
