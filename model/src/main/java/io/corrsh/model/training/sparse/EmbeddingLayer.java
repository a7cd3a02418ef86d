package io.corrsh.model.training.sparse;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The first layer, from bags of words: {@code out = x W + b} with a row of W a word, and its optimiser. Rows which a
 * batch does not use are left alone, and make up their steps exactly when they are used next (lazy Adam): the weights
 * are those of Adam over all rows. To be used by one thread, which shares the loops out to {@link Workers}; results do not
 * depend on the number of threads.
 */
public final class EmbeddingLayer {

    private final int width;
    private final Adam adam;
    private final Workers workers;
    // A row is an array of its own, so that all arrays of a loop share one index and C2 vectorises it.
    private final float[][] weights;
    private final float[][] first;
    private final float[][] second;
    private final int[] seen;
    private final float[] bias;
    private final float[] biasFirst;
    private final float[] biasSecond;

    /** A layer with weights and biases drawn uniformly from -range..range. */
    public EmbeddingLayer(int vocabulary, int width, float range, RandomGenerator random, Adam adam, Workers workers) {
        this.width = width;
        this.adam = adam;
        this.workers = workers;
        this.weights = new float[vocabulary][width];
        this.first = new float[vocabulary][width];
        this.second = new float[vocabulary][width];
        this.seen = new int[vocabulary];
        this.bias = new float[width];
        this.biasFirst = new float[width];
        this.biasSecond = new float[width];
        for (float[] row : weights) {
            draw(row, range, random);
        }
        draw(bias, range, random);
    }

    private static void draw(float[] row, float range, RandomGenerator random) {
        for (int i = 0; i < row.length; i++) {
            row[i] = range * (2 * random.nextFloat() - 1);
        }
    }

    /** Computes the rows of the batch before the non-linearity, one array of the width a row, with the newest weights. */
    public void forward(SparseBatch batch, float[][] out) {
        int before = Math.max(0, adam.step() - 1);
        workers.forEach(batch.distinctCount(), (from, to) -> {
            for (int d = from; d < to; d++) {
                catchUp(batch.distinct(d), before);
            }
        });
        workers.forEach(batch.rows(), 32, (from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(bias, 0, out[row], 0, width);
                accumulate(
                        out[row], weights, batch.words(), batch.values(), batch.rowStart(row), batch.rowStart(row + 1));
            }
        });
    }

    /**
     * Takes the current step of Adam for the words of the batch and the bias.
     *
     * @param gradient of the loss by this layer's output, one array of the width a row
     */
    public void backward(SparseBatch batch, float[][] gradient) {
        int step = adam.step();
        workers.forEach(batch.distinctCount(), 64, (from, to) -> {
            float[] sum = new float[width];
            for (int d = from; d < to; d++) {
                int word = batch.distinct(d);
                Arrays.fill(sum, 0);
                accumulate(sum, gradient, batch.useRow(), batch.useValue(), batch.useStart(d), batch.useStart(d + 1));
                adam.update(weights[word], first[word], second[word], sum, width);
                seen[word] = step;
            }
        });
        float[] sum = new float[width];
        for (int row = 0; row < batch.rows(); row++) {
            float[] g = gradient[row];
            for (int j = 0; j < width; j++) {
                sum[j] += g[j];
            }
        }
        adam.update(bias, biasFirst, biasSecond, sum, width);
    }

    /** {@code out += sum of factors[k] * rows[index[k]]} for k in from..to; four rows a pass save traffic to out. */
    private static void accumulate(float[] out, float[][] rows, int[] index, float[] factors, int from, int to) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            add(
                    out,
                    rows[index[k]],
                    rows[index[k + 1]],
                    rows[index[k + 2]],
                    rows[index[k + 3]],
                    factors[k],
                    factors[k + 1],
                    factors[k + 2],
                    factors[k + 3]);
        }
        for (; k < to; k++) {
            float[] row = rows[index[k]];
            float x = factors[k];
            for (int j = 0; j < out.length; j++) {
                out[j] += x * row[j];
            }
        }
    }

    private static void add(
            float[] out, float[] r0, float[] r1, float[] r2, float[] r3, float x0, float x1, float x2, float x3) {
        for (int j = 0; j < out.length; j++) {
            out[j] += x0 * r0[j] + x1 * r1[j] + x2 * r2[j] + x3 * r3[j];
        }
    }

    private void catchUp(int word, int upTo) {
        int last = seen[word];
        if (last > 0 && last < upTo) { // a row never used has no moments and does not move
            adam.catchUp(weights[word], first[word], second[word], width, last, upTo);
            seen[word] = upTo;
        }
    }

    /** Brings every row to the current step. */
    public void flush() {
        workers.forEach(weights.length, 256, (from, to) -> {
            for (int word = from; word < to; word++) {
                catchUp(word, adam.step());
            }
        });
    }

    /** A copy of the weights as of the current step, {@code vocabulary x width}. */
    public float[] weights() {
        flush();
        float[] copy = new float[Math.multiplyExact(weights.length, width)];
        for (int word = 0; word < weights.length; word++) {
            System.arraycopy(weights[word], 0, copy, word * width, width);
        }
        return copy;
    }

    /** The biases: the layer's own array, not a copy. */
    public float[] bias() {
        return bias;
    }
}
