package io.corrsh.model.training.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingLayerTests {

    private static final int VOCABULARY = 40;
    private static final int WIDTH = 19;

    @Test
    void lazyRowsEqualDenseAdamToTheLastDigit() {
        Random random = new Random(1);
        try (Workers workers = new Workers(2)) {
            Adam adam = new Adam();
            EmbeddingLayer layer = new EmbeddingLayer(VOCABULARY, WIDTH, 0.1f, new Random(5), adam, workers);
            float[] dense = layer.weights();
            float[] first = new float[dense.length];
            float[] second = new float[dense.length];
            Adam denseAdam = new Adam();
            SparseBatch batch = new SparseBatch(VOCABULARY);
            float[][] out = new float[4][WIDTH];
            for (int step = 0; step < 230; step++) {
                double rate = 1e-2 / (1 + step % 7);
                // Low words are frequent, the highest come once in a hundred steps, word 39 never.
                fill(batch, random, 4);
                float[][] upstream = new float[4][WIDTH];
                for (int i = 0; i < 4 * WIDTH; i++) {
                    upstream[i / WIDTH][i % WIDTH] = (float) random.nextGaussian();
                }
                adam.begin(rate);
                denseAdam.begin(rate);
                layer.forward(batch, out);
                layer.backward(batch, upstream);
                denseAdam.update(dense, first, second, denseGradient(batch, upstream), dense.length);
            }
            assertThat(layer.weights()).containsExactly(dense);
        }
    }

    @Test
    void rowsUnusedForLongComeOutAsDenseAdamWithinRounding() {
        try (Workers workers = new Workers(1)) {
            Adam adam = new Adam();
            EmbeddingLayer layer = new EmbeddingLayer(2, WIDTH, 0.1f, new Random(5), adam, workers);
            float[] dense = layer.weights();
            float[] first = new float[dense.length];
            float[] second = new float[dense.length];
            SparseBatch batch = new SparseBatch(2);
            float[][] gradient = new float[1][WIDTH];
            Arrays.fill(gradient[0], 0.7f);
            Adam denseAdam = new Adam();
            for (int step = 0; step < 1500; step++) {
                batch.clear();
                batch.add(step % 1000 == 0 ? 0 : 1, 1f);
                batch.endRow();
                batch.index();
                adam.begin(1e-2);
                denseAdam.begin(1e-2);
                layer.forward(batch, new float[1][WIDTH]);
                layer.backward(batch, gradient);
                denseAdam.update(dense, first, second, denseGradient(batch, gradient, 2), dense.length);
            }
            float[] lazy = layer.weights();
            for (int i = 0; i < dense.length; i++) {
                assertThat(lazy[i]).isCloseTo(dense[i], within(1e-6f));
            }
        }
    }

    @Test
    void forwardIsTheSumOfTheWeightedRowsAndTheBias() {
        Random random = new Random(3);
        try (Workers workers = new Workers(2)) {
            EmbeddingLayer layer = new EmbeddingLayer(VOCABULARY, WIDTH, 0.1f, random, new Adam(), workers);
            SparseBatch batch = new SparseBatch(VOCABULARY);
            fill(batch, random, 9);
            float[][] out = new float[9][WIDTH];
            layer.forward(batch, out);
            float[] weights = layer.weights();
            for (int row = 0; row < 9; row++) {
                for (int j = 0; j < WIDTH; j++) {
                    double sum = layer.bias()[j];
                    for (int i = batch.rowStart(row); i < batch.rowStart(row + 1); i++) {
                        sum += (double) batch.values()[i] * weights[batch.words()[i] * WIDTH + j];
                    }
                    assertThat((double) out[row][j]).isCloseTo(sum, within(1e-5));
                }
            }
        }
    }

    @Test
    void anUpdateIsTheOneOfPyTorch() {
        // torch.optim.Adam: exp_avg, exp_avg_sq, denom = sqrt(v) / sqrt(1 - b2^t) + eps, step lr / (1 - b1^t).
        float[] w = {0.5f};
        float[] m = {0};
        float[] v = {0};
        double weight = 0.5;
        double first = 0;
        double second = 0;
        Adam adam = new Adam();
        for (int step = 1; step <= 50; step++) {
            float gradient = (float) Math.sin(step);
            adam.begin(1e-3);
            adam.update(w, m, v, new float[] {gradient}, 1);
            first = 0.9 * first + 0.1 * gradient;
            second = 0.999 * second + 0.001 * gradient * gradient;
            double denominator = Math.sqrt(second) / Math.sqrt(1 - Math.pow(0.999, step)) + 1e-8;
            weight -= 1e-3 / (1 - Math.pow(0.9, step)) * first / denominator;
            assertThat((double) w[0]).isCloseTo(weight, within(1e-6));
        }
    }

    private static void fill(SparseBatch batch, Random random, int rows) {
        batch.clear();
        for (int row = 0; row < rows; row++) {
            for (int word = 0; word < VOCABULARY - 1; word++) {
                if (random.nextInt(2 + word * word / 4) == 0) {
                    batch.add(word, 0.1f + random.nextFloat());
                }
            }
            batch.endRow();
        }
        batch.index();
    }

    private static float[] denseGradient(SparseBatch batch, float[][] upstream) {
        return denseGradient(batch, upstream, VOCABULARY);
    }

    /** In the layer's own order of summation, for equality to the last digit. */
    private static float[] denseGradient(SparseBatch batch, float[][] upstream, int vocabulary) {
        float[] gradient = new float[vocabulary * WIDTH];
        for (int d = 0; d < batch.distinctCount(); d++) {
            int at = batch.distinct(d) * WIDTH;
            int to = batch.useStart(d + 1);
            int use = batch.useStart(d);
            for (; use + 4 <= to; use += 4) {
                for (int j = 0; j < WIDTH; j++) {
                    gradient[at + j] += term(batch, upstream, use, j)
                            + term(batch, upstream, use + 1, j)
                            + term(batch, upstream, use + 2, j)
                            + term(batch, upstream, use + 3, j);
                }
            }
            for (; use < to; use++) {
                for (int j = 0; j < WIDTH; j++) {
                    gradient[at + j] += term(batch, upstream, use, j);
                }
            }
        }
        return gradient;
    }

    private static float term(SparseBatch batch, float[][] upstream, int use, int j) {
        return batch.useValue()[use] * upstream[batch.useRow()[use]][j];
    }
}
