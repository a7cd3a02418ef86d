package io.corrsh.model.encoder;

import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.model.text.TextAnalyzer;
import io.corrsh.model.text.Vectorizer;
import io.corrsh.model.text.Vocabulary;
import io.corrsh.model.text.Weighting;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One text of 80 known and 80 other words to its code: analysis, weighting and the reference encoder. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class SingleTextBenchmark {

    private static final int VOCABULARY = 24_000;
    private static final int EMBEDDING = 500;
    private static final int HIDDEN = 500;
    private static final int BITS = 64;

    private Vectorizer vectorizer;
    private ReferenceEncoder encoder;
    private List<String> texts;
    private int next;

    @Setup
    public void make() {
        Random random = new Random(1);
        List<String> words =
                IntStream.range(0, VOCABULARY).mapToObj(i -> "word" + i).toList();
        int[] frequencies = IntStream.range(0, VOCABULARY).map(i -> 3 + i).toArray();
        vectorizer = new Vectorizer(
                new TextAnalyzer(AnalyzerSpec.english()),
                new Vocabulary(words, frequencies, 2 * VOCABULARY),
                Weighting.DEFAULT);
        encoder = new ReferenceEncoder(
                EncoderWeights.of(TestModel.tensors(1, VOCABULARY, EMBEDDING, HIDDEN, BITS, 1)));
        texts = Stream.generate(() -> text(random)).limit(1000).toList();
    }

    @Benchmark
    public Encoding text() {
        return encoder.encode(vectorizer.vectorize(texts.get(next++ % texts.size())));
    }

    private static String text(Random random) {
        return random.ints(80, 0, VOCABULARY)
                .mapToObj(i -> "word" + i + (i % 2 == 0 ? " the " : " unheard "))
                .collect(Collectors.joining());
    }
}
