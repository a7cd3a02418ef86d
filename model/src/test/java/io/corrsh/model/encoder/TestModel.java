package io.corrsh.model.encoder;

import io.corrsh.model.bundle.Architecture;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.BagOfWords;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random weights, bags and texts from a seed, and a bundle of such weights. */
public final class TestModel {

    private TestModel() {}

    /** Weights of the usual size; {@code spread} scales the last layer, so that a small one puts logits near zero. */
    public static Map<String, Tensor> tensors(
            long seed, int vocabulary, int embedding, int hidden, int bits, double spread) {
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

    public static List<BagOfWords> bags(Random random, int vocabulary, int count) {
        return Stream.generate(() -> bag(random, vocabulary)).limit(count).toList();
    }

    private static BagOfWords bag(Random random, int vocabulary) {
        boolean none = random.nextInt(10) == 0;
        return bag(random, vocabulary, none ? 0 : 1 + random.nextInt(Math.min(vocabulary, 120)));
    }

    public static BagOfWords bag(Random random, int vocabulary, int known) {
        int[] words =
                random.ints(0, vocabulary).distinct().limit(known).sorted().toArray();
        float[] weights = new float[known];
        for (int i = 0; i < known; i++) {
            weights[i] = 0.2f + 2 * random.nextFloat();
        }
        return new BagOfWords(words, weights, known + 3, 3);
    }

    /** Writes a model of 64 bits that knows {@code word0}, {@code word1} and so on. */
    public static ModelBundle bundle(Path directory, int vocabulary) throws IOException {
        List<String> words =
                IntStream.range(0, vocabulary).mapToObj(i -> "word" + i).toList();
        int[] frequencies =
                IntStream.range(0, vocabulary).map(i -> 1 + vocabulary - i).toArray();
        Map<String, Tensor> tensors = tensors(5, vocabulary, 32, 40, 64, 1);
        tensors.put("decoder.weight", new Tensor(new int[] {vocabulary, 64}, new float[vocabulary * 64]));
        tensors.put("decoder.bias", new Tensor(new int[] {vocabulary}, new float[vocabulary]));
        return ModelBundle.write(
                directory,
                new ModelDescription(
                        ModelDescription.FORMAT,
                        "test",
                        64,
                        new Architecture(vocabulary, 32, 40, Architecture.RELU),
                        AnalyzerSpec.english(),
                        Weighting.DEFAULT,
                        Map.of(),
                        Map.of(),
                        List.of()),
                new Vocabulary(words, frequencies, 1000),
                tensors,
                Precision.HALF);
    }

    /** Texts of up to 60 words, some of them unknown to a model of {@code vocabulary} words. */
    public static List<String> texts(Random random, int vocabulary, int count) {
        return Stream.generate(() -> random.ints(1 + random.nextInt(60), 0, vocabulary + 50)
                        .mapToObj(i -> "word" + i)
                        .collect(Collectors.joining(" ")))
                .limit(count)
                .toList();
    }

    private static Tensor uniform(Random random, double bound, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return new Tensor(shape, values);
    }
}
