package io.corrsh.model.encoder;

import io.corrsh.model.text.BagOfWords;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Documents a second through the network: 80 known words each, V = 24,000, H = 500, 64 bits. Weights are random and of
 * the size that training leaves them; the last layer is wide enough to spread the logits as a trained one does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "--enable-native-access=ALL-UNNAMED"})
@Threads(2)
public class EncodeBenchmark {

    private static final int VOCABULARY = 24_000;
    private static final int HIDDEN = 500;
    private static final int BITS = 64;
    private static final int WORDS = 80;
    private static final int BATCH = 256;
    private static final int BATCHES = 16;
    private static final double SPREAD = 6;

    @Param({"reference", "java", "pytorch"})
    private String encoder;

    @Param({"256", "500"})
    private int embedding;

    private BagEncoder encoding;
    private List<List<BagOfWords>> batches;

    /** The next batch of one thread. */
    @State(Scope.Thread)
    public static class Position {
        private int next;
    }

    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(1);
        EncoderWeights weights =
                EncoderWeights.of(TestModel.tensors(1, VOCABULARY, embedding, HIDDEN, BITS, SPREAD));
        encoding = switch (encoder) {
            case "reference" -> new ReferenceEncoder(weights);
            case "java" -> new FastEncoder(weights);
            default -> DjlEncoder.cpu(weights, 1);
        };
        batches = Stream.generate(() -> Stream.generate(() -> TestModel.bag(random, VOCABULARY, WORDS)).limit(BATCH).toList())
                .limit(BATCHES)
                .toList();
    }

    @TearDown(Level.Trial)
    public void close() {
        System.out.printf("%n%s left to the reference: %s%n", encoding.device(), encoding.recomputed());
        encoding.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Encoding> batch(Position position) {
        return encoding.encode(batches.get(position.next++ % BATCHES));
    }
}
