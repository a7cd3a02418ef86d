package io.corrsh.model.encoder;

import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.BagOfWords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Random weights and bags from a seed. */
final class TestModel {

    private TestModel() {}

    /** Weights of the usual size; {@code spread} scales the last layer, so that a small one puts logits near zero. */
    static Map<String, Tensor> tensors(long seed, int vocabulary, int embedding, int hidden, int bits, double spread) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("embedding.weight", uniform(random, 0.1, vocabulary, embedding));
        tensors.put("embedding.bias", uniform(random, 0.1, embedding));
        tensors.put("hidden.weight", uniform(random, 1 / Math.sqrt(embedding), hidden, embedding));
        tensors.put("hidden.bias", uniform(random, 0.05, hidden));
        tensors.put("mean.weight", uniform(random, spread / Math.sqrt(hidden), bits, hidden));
        tensors.put("mean.bias", uniform(random, 0.05 * spread, bits));
        return tensors;
    }

    static List<BagOfWords> bags(Random random, int vocabulary, int count) {
        return Stream.generate(() -> bag(random, vocabulary)).limit(count).toList();
    }

    private static BagOfWords bag(Random random, int vocabulary) {
        boolean none = random.nextInt(10) == 0;
        return bag(random, vocabulary, none ? 0 : 1 + random.nextInt(Math.min(vocabulary, 120)));
    }

    static BagOfWords bag(Random random, int vocabulary, int known) {
        int[] words =
                random.ints(0, vocabulary).distinct().limit(known).sorted().toArray();
        float[] weights = new float[known];
        for (int i = 0; i < known; i++) {
            weights[i] = 0.2f + 2 * random.nextFloat();
        }
        return new BagOfWords(words, weights, known + 3, 3);
    }

    private static Tensor uniform(Random random, double bound, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return new Tensor(shape, values);
    }
}
