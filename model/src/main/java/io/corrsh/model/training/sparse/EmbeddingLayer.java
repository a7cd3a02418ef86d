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

    private final int vocabulary;
    private final int width;
    private final Adam adam;
    private final Workers workers;
    private final float[] weights;
    private final float[] first;
    private final float[] second;
    private final int[] seen;
    private final float[] bias;
    private final float[] biasFirst;
    private final float[] biasSecond;

    /** A layer with weights drawn uniformly from -range..range and biases of zero. */
    public EmbeddingLayer(int vocabulary, int width, float range, RandomGenerator random, Adam adam, Workers workers) {
        int size = Math.multiplyExact(vocabulary, width);
        this.vocabulary = vocabulary;
        this.width = width;
        this.adam = adam;
        this.workers = workers;
        this.weights = new float[size];
        this.first = new float[size];
        this.second = new float[size];
        this.seen = new int[vocabulary];
        this.bias = new float[width];
        this.biasFirst = new float[width];
        this.biasSecond = new float[width];
        for (int i = 0; i < size; i++) {
            weights[i] = range * (2 * random.nextFloat() - 1);
        }
        for (int i = 0; i < width; i++) {
            bias[i] = range * (2 * random.nextFloat() - 1);
        }
    }

    public int width() {
        return width;
    }

    /** Computes the rows of the batch before the non-linearity, {@code rows x width}, with the newest weights. */
    public void forward(SparseBatch batch, float[] out) {
        int before = Math.max(0, adam.step() - 1);
        workers.forEach(batch.distinctCount(), (from, to) -> {
            for (int d = from; d < to; d++) {
                catchUp(batch.distinct(d), before);
            }
        });
        workers.forEach(batch.rows(), (from, to) -> {
            for (int row = from; row < to; row++) {
                System.arraycopy(bias, 0, out, row * width, width);
                accumulate(
                        out,
                        row * width,
                        weights,
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
     * @param gradient of the loss by this layer's output, {@code rows x width}
     */
    public void backward(SparseBatch batch, float[] gradient) {
        int step = adam.step();
        workers.forEach(batch.distinctCount(), 64, (from, to) -> {
            float[] sum = new float[width];
            for (int d = from; d < to; d++) {
                int word = batch.distinct(d);
                Arrays.fill(sum, 0);
                accumulate(
                        sum, 0, gradient, batch.useRow(), batch.useValue(), batch.useStart(d), batch.useStart(d + 1));
                adam.update(weights, first, second, word * width, sum, 0, width);
                seen[word] = step;
            }
        });
        float[] sum = new float[width];
        for (int row = 0; row < batch.rows(); row++) {
            for (int j = 0; j < width; j++) {
                sum[j] += gradient[row * width + j];
            }
        }
        adam.update(bias, biasFirst, biasSecond, 0, sum, 0, width);
    }

    /** {@code out[at..] += sum of factors[k] * rows[index[k]]} for k in from..to; four rows a pass save traffic to out. */
    private void accumulate(float[] out, int at, float[] matrix, int[] index, float[] factors, int from, int to) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            int r0 = index[k] * width;
            int r1 = index[k + 1] * width;
            int r2 = index[k + 2] * width;
            int r3 = index[k + 3] * width;
            float x0 = factors[k];
            float x1 = factors[k + 1];
            float x2 = factors[k + 2];
            float x3 = factors[k + 3];
            for (int j = 0; j < width; j++) {
                out[at + j] += x0 * matrix[r0 + j] + x1 * matrix[r1 + j] + x2 * matrix[r2 + j] + x3 * matrix[r3 + j];
            }
        }
        for (; k < to; k++) {
            int r = index[k] * width;
            float x = factors[k];
            for (int j = 0; j < width; j++) {
                out[at + j] += x * matrix[r + j];
            }
        }
    }

    private void catchUp(int word, int upTo) {
        int last = seen[word];
        if (last > 0 && last < upTo) { // a row never used has no moments and does not move
            adam.catchUp(weights, first, second, word * width, width, last, upTo);
            seen[word] = upTo;
        }
    }

    /** Brings every row to the current step. */
    private void flush() {
        workers.forEach(vocabulary, 256, (from, to) -> {
            for (int word = from; word < to; word++) {
                catchUp(word, adam.step());
            }
        });
    }

    /** The weights as of the current step, {@code vocabulary x width}: the layer's own array, not a copy. */
    public float[] weights() {
        flush();
        return weights;
    }

    /** The biases: the layer's own array, not a copy. */
    public float[] bias() {
        return bias;
    }
}
