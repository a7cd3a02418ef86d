package io.corrsh.model.training.sparse;

import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The first layer, from bags of words: {@code out = x W + b} with a row of W a word, and its optimiser, which leaves the
 * rows alone that a batch does not use ({@link LazyRows}). To be used by one thread, which shares the loops out to {@link Workers}; results do not
 * depend on the number of threads.
 */
public final class EmbeddingLayer {

    private final int width;
    private final Adam adam;
    private final Workers workers;
    private final LazyRows rows;
    private final float[] bias;
    private final float[] biasFirst;
    private final float[] biasSecond;

    /** A layer with weights and biases drawn uniformly from -range..range. */
    public EmbeddingLayer(int vocabulary, int width, float range, RandomGenerator random, Adam adam, Workers workers) {
        this.width = width;
        this.adam = adam;
        this.workers = workers;
        this.rows = new LazyRows(vocabulary, width, adam, workers);
        this.bias = new float[width];
        this.biasFirst = new float[width];
        this.biasSecond = new float[width];
        for (float[] row : rows.weights()) {
            draw(row, range, random);
        }
        draw(bias, range, random);
    }

    private static void draw(float[] row, float range, RandomGenerator random) {
        for (int i = 0; i < row.length; i++) {
            row[i] = range * (2 * random.nextFloat() - 1);
        }
    }

    /**
     * Sets what each word adds to the first outputs, and the opposite to as many after them, both without bias.
     *
     * @param words V x at most half of the width
     */
    public void beginAt(float[][] words) {
        for (int word = 0; word < words.length; word++) {
            float[] row = rows.weights()[word];
            int outputs = words[word].length;
            for (int i = 0; i < outputs; i++) {
                row[i] = words[word][i];
                row[outputs + i] = -words[word][i];
            }
        }
        Arrays.fill(bias, 0, 2 * words[0].length, 0);
    }

    /** Computes the rows of the batch before the non-linearity, one array of the width a row, with the newest weights. */
    public void forward(SparseBatch batch, float[][] out) {
        workers.forEach(batch.distinctCount(), (from, to) -> {
            for (int d = from; d < to; d++) {
                rows.catchUp(batch.distinct(d));
            }
        });
        workers.forEach(batch.rows(), 32, (from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(bias, 0, out[row], 0, width);
                accumulate(
                        out[row],
                        rows.weights(),
                        batch.words(),
                        batch.values(),
                        batch.rowStart(row),
                        batch.rowStart(row + 1));
            }
        });
    }

    /**
     * Takes the current step of Adam for the words of the batch and the bias.
     *
     * @param gradient of the loss by this layer's output, one array of the width a row
     */
    public void backward(SparseBatch batch, float[][] gradient) {
        workers.forEach(batch.distinctCount(), 64, (from, to) -> {
            float[] sum = new float[width];
            for (int d = from; d < to; d++) {
                Arrays.fill(sum, 0);
                accumulate(sum, gradient, batch.useRow(), batch.useValue(), batch.useStart(d), batch.useStart(d + 1));
                rows.update(batch.distinct(d), sum);
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

    /** Shows the weights, the biases and their moments. */
    public void visit(StateVisitor visitor) throws IOException {
        rows.visit("embedding", visitor);
        visitor.floats("embedding.bias", new float[][] {bias, biasFirst, biasSecond});
    }

    /** Brings every row to the current step. */
    public void flush() {
        rows.flush();
    }

    /** A copy of the weights as of the current step, {@code vocabulary x width}. */
    public float[] weights() {
        flush();
        float[][] weights = rows.weights();
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
