package io.corrsh.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.BagOfWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceEncoderTests {

    @Test
    void computesTheFormulaByHand() {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("embedding.weight", new Tensor(new int[] {3, 2}, new float[] {1, -1, 2, 0.5f, -4, 8}));
        tensors.put("embedding.bias", new Tensor(new int[] {2}, new float[] {0.25f, -0.5f}));
        tensors.put("hidden.weight", new Tensor(new int[] {3, 2}, new float[] {1, 2, -1, 1, 0.5f, -3}));
        tensors.put("hidden.bias", new Tensor(new int[] {3}, new float[] {0, 0.125f, -1}));
        float[] mean = new float[16 * 3];
        mean[0] = 1;
        mean[4] = 1;
        mean[6] = -1;
        mean[9] = 2;
        mean[15 * 3 + 2] = 1;
        float[] bias = new float[16];
        bias[3] = -6.5f;
        bias[14] = 1e-30f;
        tensors.put("mean.weight", new Tensor(new int[] {16, 3}, mean));
        tensors.put("mean.bias", new Tensor(new int[] {16}, bias));
        // h1 = relu(.25 + 1 + 2*2, -.5 - 1 + 2*.5) = (5.25, 0); h2 = relu(5.25, -5.125, 1.625)
        Encoding encoding = new ReferenceEncoder(EncoderWeights.of(tensors))
                .encode(new BagOfWords(new int[] {0, 1}, new float[] {1, 2}, 4, 1));
        assertThat(encoding.logits())
                .containsExactly(5.25f, 0, -5.25f, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1e-30f, 1.625f);
        // A logit of exactly zero is a bit of zero.
        assertThat(encoding.code()).containsExactly(0b1001_0000_0000_0011L << 48);
        assertThat(encoding.tokens()).isEqualTo(4);
        assertThat(encoding.unknown()).isEqualTo(1);
    }

    @Test
    void addsFromTheBiasInAscendingOrderWithoutFusing() {
        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(42, 200, 19, 23, 72, 1));
        for (BagOfWords bag : TestModel.bags(new Random(42), 200, 50)) {
            double[] h1 = new double[19];
            double[] h2 = new double[23];
            for (int j = 0; j < 19; j++) {
                double sum = weights.embeddingBias[j];
                for (int k = 0; k < bag.words().length; k++) {
                    sum += (double) bag.weights()[k] * weights.embedding[bag.words()[k]][j];
                }
                h1[j] = Math.max(sum, 0);
            }
            for (int j = 0; j < 23; j++) {
                double sum = weights.hiddenBias[j];
                for (int i = 0; i < 19; i++) {
                    sum += h1[i] * weights.hidden[i][j];
                }
                h2[j] = Math.max(sum, 0);
            }
            double[] logits = new ReferenceEncoder(weights).logits(bag);
            for (int b = 0; b < 72; b++) {
                double sum = weights.meanBias[b];
                for (int i = 0; i < 23; i++) {
                    sum += h2[i] * weights.mean[i][b];
                }
                assertThat(logits[b]).isEqualTo(sum);
            }
        }
    }

    @Test
    void keepsItsCodes() {
        ReferenceEncoder encoder = new ReferenceEncoder(EncoderWeights.of(TestModel.tensors(7, 50, 12, 10, 72, 1)));
        List<Encoding> encodings = encoder.encode(TestModel.bags(new Random(7), 50, 6));
        List<String> codes = encodings.stream()
                .map(encoding -> encoding.code() == null
                        ? "none"
                        : "%016x%016x".formatted(encoding.code()[0], encoding.code()[1]))
                .toList();
        assertThat(codes)
                .containsExactly(
                        "9797503a30c02c64b600000000000000",
                        "9536483a31c80ea4b200000000000000",
                        "97b7503a3cc12e64b200000000000000",
                        "b57e583a37c89e24bf00000000000000",
                        "none",
                        "9576503a37c18e24b200000000000000");
    }

    @Test
    void hasNoCodeForAnEmptyBag() {
        ReferenceEncoder encoder = new ReferenceEncoder(EncoderWeights.of(TestModel.tensors(7, 50, 12, 10, 72, 1)));
        Encoding encoding = encoder.encode(new BagOfWords(new int[0], new float[0], 5, 5));
        assertThat(encoding.code()).isNull();
        assertThat(encoding.logits()).isNull();
        assertThat(encoding.tokens()).isEqualTo(5);
    }

    @Test
    void refusesAWordOutsideTheVocabulary() {
        ReferenceEncoder encoder = new ReferenceEncoder(EncoderWeights.of(TestModel.tensors(7, 50, 12, 10, 72, 1)));
        assertThatThrownBy(() -> encoder.encode(new BagOfWords(new int[] {50}, new float[] {1}, 1, 0)))
                .hasMessage("A word's number must be between 0 and 49, got 50");
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        Map<String, Tensor> tensors = TestModel.tensors(7, 50, 12, 10, 72, 1);
        tensors.put("hidden.bias", new Tensor(new int[] {11}, new float[11]));
        assertThatThrownBy(() -> EncoderWeights.of(tensors)).hasMessageContaining("'hidden.bias'");
        tensors.remove("mean.bias");
        tensors.put("hidden.bias", new Tensor(new int[] {10}, new float[10]));
        assertThatThrownBy(() -> EncoderWeights.of(tensors)).hasMessageContaining("'mean.bias'");
    }
}
