package io.corrsh.model.encoder;

import io.corrsh.model.bundle.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * The weights of the encoding half of a model, laid out for the encoders: V words, embedding width E, hidden width H.
 * Immutable and shared by all encoders of a model.
 *
 * <p>Every matrix is an array of rows, one for each <em>input</em>, so that a layer is a sum of weighted rows. That is
 * the form which C2 vectorises: {@code out[j] += x * row[j]}, all arrays with the same index.
 */
public final class EncoderWeights {

    final float[][] embedding;
    final float[] embeddingBias;
    final float[][] hidden;
    final float[] hiddenBias;
    final float[][] mean;
    final float[] meanBias;

    private EncoderWeights(Map<String, Tensor> tensors) {
        Tensor words = matrix(tensors, "embedding.weight");
        embeddingBias = vector(tensors, "embedding.bias", words.shape()[1]);
        embedding = rows(words);
        Tensor toHidden = matrix(tensors, "hidden.weight");
        hiddenBias = vector(tensors, "hidden.bias", toHidden.shape()[0]);
        hidden = columns("hidden.weight", toHidden, embeddingBias.length);
        Tensor toMean = matrix(tensors, "mean.weight");
        meanBias = vector(tensors, "mean.bias", toMean.shape()[0]);
        mean = columns("mean.weight", toMean, hiddenBias.length);
    }

    /**
     * Takes a copy of the weights.
     *
     * @param tensors {@code embedding.weight [V,E]}, {@code embedding.bias [E]}, {@code hidden.weight [H,E]},
     *     {@code hidden.bias [H]}, {@code mean.weight [bits,H]}, {@code mean.bias [bits]}; others are not looked at
     * @throws IllegalArgumentException if one is missing or does not fit the others
     */
    public static EncoderWeights of(Map<String, Tensor> tensors) {
        return new EncoderWeights(tensors);
    }

    /** The number of words V. */
    public int vocabulary() {
        return embedding.length;
    }

    /** The width E of the first layer. */
    public int embeddingWidth() {
        return embeddingBias.length;
    }

    /** The width H of the second layer. */
    public int hiddenWidth() {
        return hiddenBias.length;
    }

    /** The length of a code. */
    public int bits() {
        return meanBias.length;
    }

    /** Gives back the number of a word that is in the vocabulary. */
    int requireWord(int word) {
        if (word < 0 || word >= embedding.length) {
            throw new IllegalArgumentException(
                    "A word's number must be between 0 and %d, got %d".formatted(embedding.length - 1, word));
        }
        return word;
    }

    private static Tensor get(Map<String, Tensor> tensors, String name, int dimensions) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.shape().length != dimensions) {
            throw new IllegalArgumentException("'%s' must have %d dimensions, got %s"
                    .formatted(name, dimensions, tensor == null ? "none" : Arrays.toString(tensor.shape())));
        }
        return tensor;
    }

    private static Tensor matrix(Map<String, Tensor> tensors, String name) {
        return get(tensors, name, 2);
    }

    private static float[] vector(Map<String, Tensor> tensors, String name, int length) {
        float[] values = get(tensors, name, 1).values();
        requireLength(name, length, values.length);
        return values.clone();
    }

    private static float[][] rows(Tensor matrix) {
        int width = matrix.shape()[1];
        float[][] rows = new float[matrix.shape()[0]][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(matrix.values(), i * width, (i + 1) * width));
        return rows;
    }

    private static float[][] columns(String name, Tensor matrix, int inputs) {
        requireLength(name, inputs, matrix.shape()[1]);
        int outputs = matrix.shape()[0];
        float[][] columns = new float[inputs][outputs];
        for (int i = 0; i < outputs; i++) {
            for (int j = 0; j < inputs; j++) {
                columns[j][i] = matrix.values()[i * inputs + j];
            }
        }
        return columns;
    }

    private static void requireLength(String name, int expected, int got) {
        if (expected != got) {
            throw new IllegalArgumentException(
                    "'%s' must have %d inputs or values, got %d".formatted(name, expected, got));
        }
    }
}
