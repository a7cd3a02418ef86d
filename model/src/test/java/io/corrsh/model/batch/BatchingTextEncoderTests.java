package io.corrsh.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.batch.EncodeRefusedException.Reason;
import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.BagEncoder;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.FastEncoder;
import io.corrsh.model.encoder.ModelTextEncoder;
import io.corrsh.model.encoder.TestModel;
import io.corrsh.model.text.BagOfWords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchingTextEncoderTests {

    private static final int WORDS = 400;
    private static final Duration NO_LINGER = Duration.ZERO;

    @TempDir
    static Path temporary;

    private static ModelBundle bundle;
    private static EncoderWeights weights;

    private final long seed = Long.getLong("corrsh.test.seed", System.nanoTime());
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Gate gate = new Gate();
    private final Map<Reason, Integer> refused = new ConcurrentHashMap<>();

    @BeforeAll
    static void writeModel() throws IOException {
        bundle = TestModel.bundle(temporary.resolve("model"), WORDS);
        weights = EncoderWeights.of(bundle.tensors());
    }

    @AfterEach
    void letGo() {
        gate.open();
        callers.close();
    }

    /** The fast encoder behind a gate, which notes the batches that go through. */
    private static final class Gate implements BagEncoder {

        private final BagEncoder encoder = new FastEncoder(weights);
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean shut;
        private volatile boolean broken;

        @Override
        public List<Encoding> encode(List<BagOfWords> bags) {
            batches.add(bags.size());
            reached.countDown();
            try {
                if (shut) {
                    open.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return encoder.encode(bags);
        }

        void open() {
            open.countDown();
        }

        @Override
        public String device() {
            return "gate";
        }
    }

    @Test
    void givesEachTextItsCodeWhateverItIsPutTogetherWith() throws Exception {
        List<String> texts = new ArrayList<>(TestModel.texts(new Random(seed), WORDS, 3000));
        texts.set(7, "");
        texts.set(8, "unheard of");
        List<Encoding> expected;
        try (ModelTextEncoder alone = new ModelTextEncoder(bundle, EncoderOptions.DEFAULT)) {
            expected = alone.encode(texts);
        }
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(3, 37, 500, Duration.ofMillis(1), 1_000_000))) {
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < 40; caller++) {
                Random random = new Random(seed + caller);
                Caller name = caller("caller" + caller % 5, null, false);
                done.add(as(name, () -> {
                    for (int round = 0; round < 20; round++) {
                        int from = random.nextInt(texts.size());
                        int to = Math.min(texts.size(), from + 1 + random.nextInt(round == 0 ? 2000 : 40));
                        List<Encoding> encodings = encoder.encode(texts.subList(from, to));
                        for (int i = from; i < to; i++) {
                            assertThat(encodings.get(i - from).code())
                                    .as("seed %d, text %d", seed, i)
                                    .isEqualTo(expected.get(i).code());
                        }
                        assertThat(encoder.encode(texts.get(from)).code())
                                .isEqualTo(expected.get(from).code());
                    }
                    return null;
                }));
            }
            for (Future<?> task : done) {
                task.get();
            }
            assertThat(encoder.encode(List.of())).isEmpty();
            assertThat(encoder.waiting()).isZero();
            assertThat(gate.batches).allMatch(size -> size <= 37);
            assertThat(gate.batches).as("some were put together").anyMatch(size -> size > 1);
        }
    }

    @Test
    void putsTogetherWhatCameWhileItWasBusyWithinTheLimits() throws Exception {
        gate.shut = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1_000_000, NO_LINGER, 1000))) {
            List<Future<List<Encoding>>> calls = new ArrayList<>();
            calls.add(as(caller("a", null, false), () -> encoder.encode(List.of("word1"))));
            gate.reached.await();
            for (int i = 0; i < 25; i++) {
                calls.add(as(caller("a", null, false), () -> encoder.encode(List.of("word2"))));
            }
            awaitWaiting(encoder, 25);
            gate.open();
            for (Future<List<Encoding>> call : calls) {
                assertThat(call.get()).hasSize(1);
            }
            assertThat(gate.batches).containsExactly(1, 10, 10, 5);
        }
    }

    @Test
    void endsABatchByItsTokens() throws Exception {
        gate.shut = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 100, 100, NO_LINGER, 1000))) {
            Future<List<Encoding>> first = as(caller("a", null, false), () -> encoder.encode(List.of("word1")));
            gate.reached.await();
            List<String> texts = Collections.nCopies(8, "word1 ".repeat(50));
            Future<List<Encoding>> second = as(caller("a", null, false), () -> encoder.encode(texts));
            awaitWaiting(encoder, 8);
            gate.open();
            first.get();
            assertThat(second.get()).hasSize(8);
            assertThat(gate.batches).containsExactly(1, 2, 2, 2, 2);
        }
    }

    @Test
    void refusesAtOnceWhatFindsNoRoomAndTakesItAgainLater() throws Exception {
        gate.shut = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1000, NO_LINGER, 4))) {
            Future<?> busy = as(caller("a", null, false), () -> encoder.encode(List.of("word1")));
            gate.reached.await();
            Future<?> large = as(caller("a", null, false), () -> encoder.encode(Collections.nCopies(50, "word2")));
            awaitWaiting(encoder, 50);
            Future<?> late = as(caller("a", null, false), () -> encoder.encode(List.of("word3")));
            assertRefused(late, Reason.OVERLOADED);
            gate.open();
            busy.get();
            large.get();
            as(caller("a", null, false), () -> encoder.encode(List.of("word3"))).get();
            assertThat(refused).containsExactly(Map.entry(Reason.OVERLOADED, 1));
        }
    }

    @Test
    void letsThePatientWaitForRoom() throws Exception {
        gate.shut = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1000, NO_LINGER, 4))) {
            as(caller("a", null, false), () -> encoder.encode(List.of("word1")));
            gate.reached.await();
            as(caller("a", null, false), () -> encoder.encode(Collections.nCopies(50, "word2")));
            awaitWaiting(encoder, 50);
            Future<List<Encoding>> patient = as(caller("a", null, true), () -> encoder.encode(List.of("word3")));
            Future<?> inTime = as(caller("a", Duration.ofMillis(20), true), () -> encoder.encode(List.of("word3")));
            assertRefused(inTime, Reason.DEADLINE);
            assertThat(patient).isNotDone();
            gate.open();
            assertThat(patient.get()).hasSize(1);
        }
    }

    @Test
    void doesNotEncodeWhatNobodyWaitsForAnyMore() throws Exception {
        gate.shut = true;
        AtomicBoolean gone = new AtomicBoolean();
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1000, NO_LINGER, 1000))) {
            Future<?> busy = as(caller("a", null, false), () -> encoder.encode(List.of("word1")));
            gate.reached.await();
            Future<?> late = as(caller("b", Duration.ofMillis(20), false), () -> encoder.encode(List.of("word2")));
            Future<?> left = as(
                    new Caller("c", System.nanoTime(), null, false, gone::get),
                    () -> encoder.encode(Collections.nCopies(100, "word3")));
            assertRefused(late, Reason.DEADLINE);
            awaitWaiting(encoder, 100);
            gone.set(true);
            assertRefused(left, Reason.GONE);
            Thread interrupted = Thread.ofVirtual()
                    .unstarted(() -> assertThatThrownBy(() -> encoder.encode("word4"))
                            .isInstanceOf(CancellationException.class));
            interrupted.start();
            awaitWaiting(encoder, 1);
            interrupted.interrupt();
            interrupted.join();
            assertThat(encoder.waiting()).isZero();
            gate.open();
            busy.get();
            assertThat(gate.batches).as("only the first was encoded").containsExactly(1);
        }
    }

    @Test
    void givesASmallCallerItsTurnAmongThoseOfALargeOne() throws Exception {
        gate.shut = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 16, 1_000_000, NO_LINGER, 100_000))) {
            as(caller("large", null, false), () -> encoder.encode(List.of("word1")));
            gate.reached.await();
            Future<?> large =
                    as(caller("large", null, false), () -> encoder.encode(Collections.nCopies(5000, "word1")));
            awaitWaiting(encoder, 5000);
            Future<?> small = as(caller("small", null, false), () -> encoder.encode(List.of("word2")));
            awaitWaiting(encoder, 5001);
            gate.open();
            small.get();
            int before = gate.batches.size();
            large.get();
            assertThat(gate.batches.size() - before).as("batches after it").isGreaterThan(150);
        }
    }

    @Test
    void tellsTheCallersOfABatchThatFailsAndGoesOn() throws Exception {
        gate.broken = true;
        try (BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1000, NO_LINGER, 1000))) {
            assertThatThrownBy(() -> encoder.encode(Collections.nCopies(50, "word1")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The texts could not be encoded")
                    .hasRootCauseMessage("broken");
            gate.broken = false;
            assertThat(encoder.encode(Collections.nCopies(50, "word1"))).hasSize(50);
            assertThat(encoder.waiting()).isZero();
        }
    }

    @Test
    void encodesWhatItHasBeforeItCloses() throws Exception {
        gate.shut = true;
        BatchingTextEncoder encoder = encoder(new BatchOptions(1, 10, 1000, NO_LINGER, 1000));
        List<Future<List<Encoding>>> calls = new ArrayList<>();
        calls.add(as(caller("a", null, false), () -> encoder.encode(List.of("word1"))));
        gate.reached.await();
        calls.add(as(caller("a", null, false), () -> encoder.encode(Collections.nCopies(100, "word2"))));
        awaitWaiting(encoder, 100);
        Future<?> closing = callers.submit(encoder::close);
        while (!isClosed(encoder)) {
            Thread.sleep(1);
        }
        assertThat(closing).isNotDone();
        gate.open();
        closing.get();
        for (Future<List<Encoding>> call : calls) {
            assertThat(call.get()).isNotEmpty();
        }
        encoder.close();
    }

    private static boolean isClosed(BatchingTextEncoder encoder) {
        try {
            ScopedValue.where(Caller.CURRENT, caller("late", Duration.ofMillis(1), false))
                    .run(() -> encoder.encode(List.of("word1")));
            return false;
        } catch (EncodeRefusedException e) {
            return e.reason() == Reason.CLOSED;
        }
    }

    private BatchingTextEncoder encoder(BatchOptions options) {
        BatchListener listener = new BatchListener() {
            @Override
            public void refused(Reason reason, int texts) {
                refused.merge(reason, texts, Integer::sum);
            }
        };
        return new BatchingTextEncoder(bundle, weights, gate, options, listener);
    }

    private static Caller caller(String name, Duration timeout, boolean patient) {
        return new Caller(name, System.nanoTime(), timeout, patient, () -> false);
    }

    private <T> Future<T> as(Caller caller, ScopedValue.CallableOp<T, Exception> work) {
        return callers.submit(() -> ScopedValue.where(Caller.CURRENT, caller).call(work));
    }

    private static void awaitWaiting(BatchingTextEncoder encoder, int texts) throws InterruptedException {
        while (encoder.waiting() != texts) {
            Thread.sleep(1);
        }
    }

    private static void assertRefused(Future<?> call, Reason reason) throws Exception {
        try {
            call.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            EncodeRefusedException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(reason));
            return;
        }
        throw new AssertionError("It was not refused");
    }
}
