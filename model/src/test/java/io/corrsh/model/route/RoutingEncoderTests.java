package io.corrsh.model.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.EncoderOptions.DeviceChoice;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.FastEncoder;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.model.encoder.TestModel;
import io.corrsh.model.text.BagOfWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingEncoderTests {

    private static final int WORDS = 300;

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());
    private final EncoderWeights weights = EncoderWeights.of(TestModel.tensors(seed, WORDS, 32, 40, 64, 1));
    private final List<BagOfWords> bags = TestModel.bags(new Random(seed), WORDS, 64);

    /** A real encoder that can be told to fail, to be slow, or to be wrong. */
    private final class Device implements BagEncoder {

        private final BagEncoder encoder;
        private final String name;
        private final AtomicInteger batches = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile boolean failing;
        private volatile boolean wrong;
        private volatile long nanos;

        Device(String name) {
            this.name = name;
            this.encoder = new FastEncoder(weights);
        }

        @Override
        public List<Encoding> encode(List<BagOfWords> bags) {
            batches.incrementAndGet();
            if (failing) {
                throw new IllegalStateException("CUDA error: out of memory");
            }
            LockSupport.parkNanos(nanos);
            List<Encoding> encodings = new ArrayList<>(encoder.encode(bags));
            if (wrong) {
                Encoding last = encodings.removeLast();
                encodings.add(new Encoding(new long[] {~last.code()[0]}, last.logits(), last.tokens(), last.unknown()));
            }
            return encodings;
        }

        @Override
        public String device() {
            return name;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void givesTheReferencesCodesByWhateverEngineInAnyBatchOrderAndThread(EngineChoice engine) throws Exception {
        ReferenceEncoder reference = new ReferenceEncoder(weights);
        List<BagOfWords> many = TestModel.bags(new Random(seed), WORDS, 700);
        try (RoutingEncoder encoder = Routes.open(weights, DeviceChoice.CPU, engine, 64);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(seed + thread);
                done.add(threads.submit(() -> {
                    for (int round = 0; round < 100; round++) {
                        List<BagOfWords> batch = random.ints(1 + random.nextInt(100), 0, many.size())
                                .mapToObj(many::get)
                                .toList();
                        List<Encoding> encodings = encoder.encode(batch);
                        for (int i = 0; i < batch.size(); i++) {
                            assertThat(encodings.get(i).code())
                                    .as("seed %d, thread %s, place %d of %d", seed, random, i, batch.size())
                                    .isEqualTo(reference.encode(batch.get(i)).code());
                        }
                    }
                }));
            }
            for (Future<?> task : done) {
                task.get();
            }
            assertThat(encoder.states().stream()
                            .mapToLong(EncoderState::failures)
                            .sum())
                    .isZero();
        }
    }

    @Test
    void answersInPlainJavaWhatADeviceFailedOnAndSaysSo() {
        Device gpu = new Device("gpu:0");
        try (RoutingEncoder encoder = RoutingEncoder.inTurns(weights, 64)) {
            encoder.add(gpu);
            assertThat(encoder.device()).isEqualTo("gpu:0");
            gpu.failing = true;
            assertCodes(encoder.encode(bags));
            EncoderState state = encoder.states().getLast();
            assertThat(state.working()).isFalse();
            assertThat(state.failures()).isEqualTo(1);
            assertThat(state.lastFailure()).isEqualTo("CUDA error: out of memory");
            assertThat(encoder.device()).isEqualTo("cpu (java)");
            int tried = gpu.batches.get();
            assertCodes(encoder.encode(bags));
            assertThat(gpu.batches).as("it is left alone for a while").hasValue(tried);
        }
        assertThat(gpu.closed).isTrue();
    }

    @Test
    void comesBackToADeviceThatWorksAgainButNotForever() {
        Device gpu = new Device("gpu:0");
        EncoderPath path = new EncoderPath(gpu, weights);
        IllegalStateException failure = new IllegalStateException("lost");
        long now = System.nanoTime();
        assertThat(path.failed(failure)).isTrue();
        assertThat(path.isUsable(now)).isFalse();
        assertThat(path.isUsable(System.nanoTime() + 1_000_000_000L)).isTrue();
        assertThat(path.failed(failure)).as("only the first is news").isFalse();
        assertThat(path.isUsable(System.nanoTime() + 1_900_000_000L)).isFalse();
        assertThat(path.isUsable(System.nanoTime() + 2_000_000_000L)).isTrue();
        path.encode(bags);
        assertThat(path.state().working()).isTrue();
        for (int i = 0; i < EncoderPath.LAST_FAILURE; i++) {
            path.failed(failure);
        }
        assertThat(path.isUsable(System.nanoTime() + 86_400_000_000_000L)).isFalse();
    }

    @Test
    void refusesAndClosesAnEncoderThatGivesOtherCodes() {
        Device device = new Device("gpu:1");
        device.wrong = true;
        try (RoutingEncoder encoder = RoutingEncoder.inTurns(weights, 64)) {
            assertThatThrownBy(() -> encoder.add(device))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The encoder on gpu:1 must give the reference's code [");
            assertThat(device.closed).isTrue();
            assertThat(encoder.states()).hasSize(1);
        }
    }

    @Test
    void doesNotBlameADeviceForBagsThatAreWrong() {
        Device gpu = new Device("gpu:0");
        try (RoutingEncoder encoder = RoutingEncoder.inTurns(weights, 64)) {
            encoder.add(gpu);
            List<BagOfWords> wrong = List.of(new BagOfWords(new int[] {WORDS}, new float[] {1}, 1, 0));
            assertThatThrownBy(() -> encoder.encode(wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThat(encoder.states().getLast().working()).isTrue();
        }
    }

    @Test
    void givesSeveralDevicesBatchesInTurn() {
        List<Device> gpus = List.of(new Device("gpu:0"), new Device("gpu:1"), new Device("gpu:2"));
        try (RoutingEncoder encoder = RoutingEncoder.inTurns(weights, 8)) {
            gpus.forEach(encoder::add);
            gpus.forEach(gpu -> gpu.batches.set(0));
            for (int i = 0; i < 30; i++) {
                encoder.encode(bags);
            }
            assertThat(gpus).allSatisfy(gpu -> assertThat(gpu.batches).hasValue(10));
            assertThat(encoder.device()).isEqualTo("gpu:0, gpu:1, gpu:2");
        }
    }

    @Test
    void choosesTheCheaperByItsMeasuredCostAndTriesTheOtherSeldom() {
        Device slow = new Device("slow");
        try (RoutingEncoder encoder = RoutingEncoder.byCost(weights, 64)) {
            for (int i = 0; i < 100; i++) {
                encoder.encode(bags);
            }
            slow.nanos = 50_000_000;
            encoder.add(slow);
            slow.batches.set(0);
            for (int i = 0; i < 500; i++) {
                encoder.encode(bags);
            }
            assertThat(slow.batches).hasValueBetween(0, 100);
            assertThat(encoder.device()).isEqualTo("cpu (java)");
        }
    }

    @Test
    void makesAnEncoderOnlyOnceMuchWasEncodedInBatches() {
        Device device = new Device("cpu (pytorch)");
        AtomicInteger made = new AtomicInteger();
        LateEncoder late = new LateEncoder(() -> {
            made.incrementAndGet();
            return device;
        });
        long almost = LateEncoder.WORK.toNanos() - 1;
        try (RoutingEncoder encoder = RoutingEncoder.byCost(weights, 64)) {
            late.worked(LateEncoder.SMALLEST_BATCH - 1, 2 * almost, encoder);
            late.worked(64, almost, encoder);
            late.close();
            assertThat(made).as("closed before it was due").hasValue(0);
        }
        late = new LateEncoder(() -> {
            made.incrementAndGet();
            return device;
        });
        try (RoutingEncoder encoder = RoutingEncoder.byCost(weights, 64)) {
            late.worked(64, almost, encoder);
            assertThat(encoder.states()).hasSize(1);
            late.worked(64, 1, encoder);
            late.worked(64, almost, encoder);
            await(() -> encoder.states().size() == 2);
            late.close();
            assertThat(made).hasValue(1);
            assertCodes(encoder.encode(bags));
        }
        assertThat(device.closed).isTrue();
    }

    @Test
    void goesOnInPlainJavaWhereTheLateEncoderCannotBeMade() {
        LateEncoder late = new LateEncoder(() -> {
            throw new IllegalStateException("There is no libtorch");
        });
        try (RoutingEncoder encoder = RoutingEncoder.byCost(weights, 64)) {
            late.worked(64, LateEncoder.WORK.toNanos(), encoder);
            late.close();
            assertThat(encoder.states()).hasSize(1);
            assertCodes(encoder.encode(bags));
        }
    }

    @Test
    void knowsWhatLargerBatchesGain() {
        Device device = new Device("gpu:0");
        device.nanos = 20_000_000;
        try (RoutingEncoder encoder = RoutingEncoder.inTurns(weights, 64)) {
            assertThat(encoder.gain(1, 64)).as("nothing is known").isEqualTo(1);
            encoder.add(device);
            assertThat(encoder.gain(1, 64)).isGreaterThan(5);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 s").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void assertCodes(List<Encoding> encodings) {
        ReferenceEncoder reference = new ReferenceEncoder(weights);
        for (int i = 0; i < bags.size(); i++) {
            assertThat(encodings.get(i).code())
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(reference.encode(bags.get(i)).code());
        }
    }
}
