package io.corrsh.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.BagOfWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EncoderIdentityTests {

    private static final int[] BATCHES = {1, 2, 7, 64, 513};

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());

    private static Map<String, Function<EncoderWeights, BagEncoder>> encoders() {
        return Map.of(
                "plain Java", FastEncoder::new,
                "PyTorch, first layer in Java", weights -> DjlEncoder.cpu(weights, 1),
                "PyTorch, sparse product", DjlEncoder::sparseProductOnCpu);
    }

    @TestFactory
    Stream<DynamicTest> allEncodersGiveTheSameCodesAtAnyBatchSizeAndOrder() {
        return encoders().entrySet().stream()
                .map(encoder -> DynamicTest.dynamicTest(encoder.getKey(), () -> {
                    for (int bits : new int[] {16, 64, 200}) {
                        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(seed, 900, 61, 97, bits, 1));
                        try (BagEncoder fast = encoder.getValue().apply(weights)) {
                            for (int size : BATCHES) {
                                assertSame(
                                        new ReferenceEncoder(weights),
                                        fast,
                                        TestModel.bags(new Random(seed), 900, size));
                            }
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> logitsNearZeroAreLeftToTheReference() {
        return encoders().entrySet().stream()
                .map(encoder -> DynamicTest.dynamicTest(encoder.getKey(), () -> {
                    Map<String, Tensor> tensors = cancelling(TestModel.tensors(seed, 300, 48, 64, 64, 1));
                    EncoderWeights weights = EncoderWeights.of(tensors);
                    try (BagEncoder fast = encoder.getValue().apply(weights)) {
                        List<BagOfWords> bags = TestModel.bags(new Random(seed), 300, 200);
                        assertSame(new ReferenceEncoder(weights), fast, bags);
                        assertThat(fast.recomputed().documents())
                                .as("seed %d", seed)
                                .isPositive();
                        assertThat(fast.recomputed().bits())
                                .as("seed %d", seed)
                                .isGreaterThan(fast.recomputed().documents());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> fewDocumentsAreLeftToTheReference() {
        return encoders().entrySet().stream()
                .map(encoder -> DynamicTest.dynamicTest(encoder.getKey(), () -> {
                    EncoderWeights weights = EncoderWeights.of(TestModel.tensors(seed, 900, 256, 300, 64, 1));
                    try (BagEncoder fast = encoder.getValue().apply(weights)) {
                        List<BagOfWords> bags = TestModel.bags(new Random(seed), 900, 300);
                        fast.encode(bags);
                        // With random weights most logits are small: this is far more than with a trained model.
                        assertThat(fast.recomputed().documents())
                                .as("seed %d", seed)
                                .isLessThan(150);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> overflowAndUnderflowAreLeftToTheReference() {
        return encoders().entrySet().stream()
                .map(encoder -> DynamicTest.dynamicTest(encoder.getKey(), () -> {
                    for (float factor : new float[] {1e30f, 1e36f, 1e-25f, 1e-38f}) {
                        Map<String, Tensor> tensors = TestModel.tensors(seed, 300, 48, 64, 64, 1);
                        for (String name : List.of("embedding.weight", "hidden.weight", "hidden.bias")) {
                            tensors.put(name, scaled(tensors.get(name), factor));
                        }
                        EncoderWeights weights = EncoderWeights.of(tensors);
                        try (BagEncoder fast = encoder.getValue().apply(weights)) {
                            assertSame(new ReferenceEncoder(weights), fast, TestModel.bags(new Random(seed), 300, 40));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> manyThreadsGetTheSameCodes() {
        return encoders().entrySet().stream()
                .map(encoder -> DynamicTest.dynamicTest(encoder.getKey(), () -> {
                    EncoderWeights weights = EncoderWeights.of(TestModel.tensors(seed, 300, 48, 64, 64, 1));
                    List<BagOfWords> bags = TestModel.bags(new Random(seed), 300, 64);
                    try (BagEncoder fast = encoder.getValue().apply(weights);
                            ExecutorService threads = Executors.newFixedThreadPool(8)) {
                        List<Future<?>> done = new ArrayList<>();
                        for (int i = 0; i < 40; i++) {
                            List<BagOfWords> part = new ArrayList<>(bags.subList(i, i + 1 + i % 20));
                            Collections.reverse(part);
                            done.add(threads.submit(() -> assertSame(new ReferenceEncoder(weights), fast, part)));
                        }
                        for (Future<?> task : done) {
                            task.get();
                        }
                    }
                }));
    }

    @Test
    void aClosedEncoderSaysSo() {
        EncoderWeights weights = EncoderWeights.of(TestModel.tensors(1, 30, 8, 8, 16, 1));
        DjlEncoder encoder = DjlEncoder.cpu(weights, 1);
        encoder.close();
        encoder.close();
        assertThatThrownBy(() -> encoder.encode(TestModel.bags(new Random(1), 30, 20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The encoder is closed");
    }

    private void assertSame(ReferenceEncoder reference, BagEncoder fast, List<BagOfWords> bags) {
        List<Encoding> encodings = fast.encode(bags);
        assertThat(encodings).hasSameSizeAs(bags);
        for (int i = 0; i < bags.size(); i++) {
            Encoding expected = reference.encode(bags.get(i));
            Encoding actual = encodings.get(i);
            assertThat(actual.code())
                    .as("code %d of %d, seed %d", i, bags.size(), seed)
                    .isEqualTo(expected.code());
            assertThat(actual.tokens()).isEqualTo(expected.tokens());
            assertThat(actual.unknown()).isEqualTo(expected.unknown());
            assertLogits(actual);
        }
    }

    private void assertLogits(Encoding encoding) {
        if (encoding.code() == null) {
            assertThat(encoding.logits()).isNull();
            return;
        }
        for (int b = 0; b < encoding.logits().length; b++) {
            boolean set = (encoding.code()[b >>> 6] << b) < 0;
            assertThat(encoding.logits()[b] > 0).as("seed %d, bit %d", seed, b).isEqualTo(set);
        }
    }

    /** Makes half of the bits a difference of two equal sums, so that only rounding decides about zero. */
    private static Map<String, Tensor> cancelling(Map<String, Tensor> tensors) {
        int width = tensors.get("mean.weight").shape()[1];
        float[] mean = tensors.get("mean.weight").values();
        float[] hidden = tensors.get("hidden.weight").values();
        int inputs = tensors.get("hidden.weight").shape()[1];
        float[] hiddenBias = tensors.get("hidden.bias").values();
        for (int i = 0; i + 1 < width; i += 2) {
            System.arraycopy(hidden, i * inputs, hidden, (i + 1) * inputs, inputs);
            hiddenBias[i + 1] = hiddenBias[i];
            for (int bit = 0; bit < mean.length / width; bit += 2) {
                mean[bit * width + i + 1] = -mean[bit * width + i] * (1 + (bit % 4) * 1e-7f);
            }
        }
        for (int bit = 0; bit < mean.length / width; bit += 2) {
            tensors.get("mean.bias").values()[bit] = 0;
        }
        return tensors;
    }

    private static Tensor scaled(Tensor tensor, float factor) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Tensor(Arrays.copyOf(tensor.shape(), tensor.shape().length), values);
    }
}
