package io.corrsh.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorBoundTests {

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());

    @Test
    void coversTheErrorOfASinglePrecisionNetwork() {
        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(seed, 500, 128, 96, 64, 1));
        ReferenceEncoder reference = new ReferenceEncoder(weights);
        ErrorBound bound = new ErrorBound(weights);
        double tightest = Double.POSITIVE_INFINITY;
        for (BagOfWords bag : TestModel.bags(new Random(seed), 500, 300)) {
            if (bag.isEmpty()) {
                continue;
            }
            float[] factors = bag.weights();
            float[] h1 = relu(sum(weights.embeddingBias, weights.embedding, bag.words(), factors));
            float[] h2 = relu(sum(weights.hiddenBias, weights.hidden, null, h1));
            float[] logits = sum(weights.meanBias, weights.mean, null, h2);
            double[] exact = reference.logits(bag);
            double e2 = bound.secondLayer(bound.sparseFirstLayer(bag), ErrorBound.norm(h1), h1.length + 1);
            for (int b = 0; b < 64; b++) {
                double limit = bound.logit(b, e2, ErrorBound.norm(h2), h2.length + 1);
                double error = Math.abs(exact[b] - logits[b]);
                assertThat(error).as("seed %d", seed).isLessThanOrEqualTo(limit);
                tightest = Math.min(tightest, limit / Math.max(error, 1e-30));
            }
        }
        // A bound that is never near an error would be safe and useless.
        assertThat(tightest).as("seed %d", seed).isLessThan(2000);
    }

    @Test
    void isInfiniteWhereSomethingCouldOverflow() {
        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(3, 20, 8, 8, 16, 1));
        ErrorBound bound = new ErrorBound(weights);
        for (double huge : List.of(1e37, Double.POSITIVE_INFINITY, Double.NaN)) {
            assertThat(bound.secondLayer(0, huge, 9)).isInfinite();
            assertThat(bound.logit(0, 0, huge, 9)).isInfinite();
            assertThat(bound.roundedFirstLayer(huge)).isInfinite();
        }
        assertThat(bound.sparseFirstLayer(new BagOfWords(new int[] {1}, new float[] {3e38f}, 1, 0)))
                .isInfinite();
        assertThat(bound.logit(0, 1e-6, 1, 9)).isBetween(0.0, 1e-4);
    }

    @Test
    void leavesLogitsThatAreNotNumbersToTheReference() {
        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(3, 20, 8, 8, 16, 1));
        Certifier certifier = new Certifier(weights);
        BagOfWords bag = new BagOfWords(new int[] {1, 4}, new float[] {1, 2}, 2, 0);
        Encoding expected = new ReferenceEncoder(weights).encode(bag);
        float[] broken = new float[16];
        Arrays.fill(broken, Float.NaN);
        assertThat(certifier.certify(bag, broken, 0, 1, 1).code()).isEqualTo(expected.code());
        Arrays.fill(broken, 1000);
        assertThat(certifier.certify(bag, broken, Double.NaN, 1, 1).code()).isEqualTo(expected.code());
        assertThat(certifier.certify(bag, broken, 0, Double.NaN, 1).code()).isEqualTo(expected.code());
        assertThat(certifier.recomputed()).isEqualTo(new BagEncoder.Recomputed(48, 3));
    }

    /** The naive order: from the bias, one term after the other. */
    private static float[] sum(float[] bias, float[][] rows, int[] words, float[] factors) {
        float[] sum = bias.clone();
        for (int i = 0; i < factors.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += factors[i] * rows[words == null ? i : words[i]][j];
            }
        }
        return sum;
    }

    private static float[] relu(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], 0);
        }
        return values;
    }
}
