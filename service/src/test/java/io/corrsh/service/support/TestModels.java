package io.corrsh.service.support;

import io.corrsh.model.bundle.Architecture;
import io.corrsh.model.bundle.DataSource;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.bundle.ModelDescription;
import io.corrsh.model.bundle.Precision;
import io.corrsh.model.bundle.Tensor;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Small bundles with random weights: near texts still get near codes, as random projections keep angles. */
public final class TestModels {

    /** Words that the models know. */
    public static final List<String> WORDS = List.of(
            "space",
            "shuttle",
            "orbit",
            "launch",
            "moon",
            "rocket",
            "nasa",
            "satellite",
            "hockey",
            "goal",
            "team",
            "season",
            "player",
            "game",
            "puck",
            "league",
            "disk",
            "drive",
            "controller",
            "windows",
            "driver",
            "memory",
            "video",
            "card",
            "church",
            "faith",
            "bible",
            "prayer",
            "belief",
            "scripture",
            "gun",
            "law",
            "court",
            "police",
            "crime",
            "weapon",
            "engine",
            "car",
            "wheel",
            "brake");

    private TestModels() {}

    /** Writes a model of 64 bits. */
    public static ModelBundle write(Path directory) throws IOException {
        return write(directory, "test", 64, 7);
    }

    /** Writes a model. */
    public static ModelBundle write(Path directory, String name, int bits, long seed) throws IOException {
        int words = WORDS.size();
        int embedding = 24;
        int hidden = 24;
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("embedding.weight", gaussian(random, 0.3, words, embedding));
        tensors.put("embedding.bias", gaussian(random, 0.1, embedding));
        tensors.put("hidden.weight", gaussian(random, 0.3, hidden, embedding));
        tensors.put("hidden.bias", gaussian(random, 0.1, hidden));
        tensors.put("mean.weight", gaussian(random, 0.5, bits, hidden));
        tensors.put("mean.bias", gaussian(random, 0.1, bits));
        tensors.put("decoder.weight", gaussian(random, 1, words, bits));
        tensors.put("decoder.bias", gaussian(random, 1, words));
        return ModelBundle.write(
                directory,
                new ModelDescription(
                        ModelDescription.FORMAT,
                        name,
                        bits,
                        new Architecture(words, embedding, hidden, Architecture.RELU),
                        AnalyzerSpec.english(),
                        Weighting.DEFAULT,
                        Map.of(),
                        Map.of("validation_precision_at_100", 0.5),
                        List.of(new DataSource("made up", "CC0-1.0", "nobody"))),
                new Vocabulary(
                        WORDS, IntStream.range(0, words).map(i -> 3 + i % 7).toArray(), 100),
                tensors,
                Precision.FLOAT);
    }

    private static Tensor gaussian(Random random, double deviation, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }
}
