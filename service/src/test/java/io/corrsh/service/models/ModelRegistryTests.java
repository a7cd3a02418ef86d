package io.corrsh.service.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.model.bundle.ModelBundle;
import io.corrsh.model.encoder.EncoderWeights;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ReferenceEncoder;
import io.corrsh.service.metrics.encode.ModelCounters;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.settings.CorrshProperties.Device;
import io.corrsh.service.support.TestModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ModelRegistryTests {

    private static final String TEXT = "the shuttle in orbit";
    private static final Duration IDLE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong clock = new AtomicLong();
    private final WeightMemory memory = new WeightMemory(1 << 20);
    private ModelBundle news;
    private LoadedModel defaultModel;
    private ModelRegistry models;

    @BeforeEach
    void open() throws IOException {
        ModelLoader loader = new ModelLoader(properties(), meters);
        defaultModel = loader.load("base", TestModels.write(directory.resolve("base"), "base", 64, 1), Device.CPU);
        news = TestModels.write(directory.resolve("news"), "news", 32, 2);
        models = new ModelRegistry(
                defaultModel,
                directory.resolve("base"),
                Device.CPU,
                loader,
                memory,
                new ModelCounters(meters, memory, WeightMemory::used, memory.most()),
                clock::get);
    }

    @AfterEach
    void close() {
        models.close();
        defaultModel.close();
    }

    @Test
    void unloadsWhatNoRequestUsesForItsTimeAndLoadsItAgainForTheNext() {
        long base = memory.used();
        models.add(news());
        long[] code;
        try (ModelLease lease = models.lend("news")) {
            code = lease.encoder().encode(TEXT).code();
            clock.addAndGet(2 * IDLE.toNanos());
            models.unloadIdle();
            assertThat(models.state("news").status()).as("in use").isEqualTo("loaded");
        }
        clock.addAndGet(IDLE.toNanos() - 1);
        models.unloadIdle();
        assertThat(models.state("news").status()).as("not long enough").isEqualTo("loaded");
        clock.addAndGet(1);
        models.unloadIdle();
        assertThat(models.state("news").status()).isEqualTo("unloaded");
        assertThat(models.state("news").model()).isEqualTo(news.identity());
        assertThat(memory.used()).isEqualTo(base);
        assertThat(meters.counter("corrsh.model.unloads", "reason", "idle").count())
                .isEqualTo(1);

        try (ModelLease lease = models.lend(news.identity())) {
            assertThat(lease.encoder().encode(TEXT).code()).isEqualTo(code);
        }
        assertThat(meters.timer("corrsh.model.load").count()).isEqualTo(2);
        clock.addAndGet(100 * IDLE.toNanos());
        models.unloadIdle();
        assertThat(models.state("base").status()).as("the default model").isEqualTo("loaded");
    }

    @Test
    void keepsAModelWithoutATime() {
        models.add(new ServedModel("news", directory.resolve("news"), Device.CPU, Duration.ZERO));
        models.lend("news").close();
        clock.addAndGet(Duration.ofDays(300).toNanos());
        models.unloadIdle();
        assertThat(models.state("news").status()).isEqualTo("loaded");
    }

    @Test
    void aModelThatIsTakenAwayServesTheRequestsThatUseIt() throws Exception {
        long base = memory.used();
        models.add(news());
        ModelLease first = models.lend("news");
        ModelLease second = models.lend("news");
        models.remove("news");
        assertThatThrownBy(() -> models.lend("news")).hasMessage("'model' must be one of [base], got 'news'");
        assertThat(memory.used()).as("still in memory").isGreaterThan(base);
        first.close();
        first.close();
        assertThat(second.encoder().encode(List.of(TEXT, TEXT)).getLast().code())
                .as("one lease is left, however often the other is given back")
                .isEqualTo(expected());
        second.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (memory.used() > base && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(memory.used()).isEqualTo(base);
        assertThatThrownBy(() -> second.encoder().encode(TEXT)).isInstanceOf(ProblemException.class);
    }

    @Test
    void answersRightlyWhileModelsComeAndGo() throws Exception {
        long[] expected = expected();
        long base = memory.used();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong answered = new AtomicLong();
        AtomicLong unknown = new AtomicLong();
        CountDownLatch begun = new CountDownLatch(4);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                callers.add(threads.submit(() -> {
                    begun.countDown();
                    while (!done.get()) {
                        try (ModelLease lease = models.lend("news")) {
                            for (Encoding encoding : lease.encoder().encode(List.of(TEXT, "moon", TEXT))) {
                                assertThat(encoding.code()).isNotNull();
                            }
                            assertThat(lease.encoder().encode(TEXT).code()).isEqualTo(expected);
                            answered.incrementAndGet();
                        } catch (ProblemException e) {
                            assertThat(e.kind()).isEqualTo(ProblemKind.MODEL_NOT_FOUND);
                            unknown.incrementAndGet();
                        }
                    }
                }));
            }
            begun.await();
            for (int round = 0; round < 30; round++) {
                assertThat(models.add(news())).isTrue();
                long before = answered.get();
                while (answered.get() < before + 3 && callers.stream().noneMatch(Future::isDone)) {
                    clock.addAndGet(IDLE.toNanos());
                    models.unloadIdle();
                    Thread.yield();
                }
                models.remove("news");
            }
            done.set(true);
            for (Future<?> caller : callers) {
                caller.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(answered.get()).isGreaterThanOrEqualTo(90);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (memory.used() > base && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(memory.used()).as("all are closed").isEqualTo(base);
    }

    @Test
    void aBrokenBundleIsTriedAgainLaterAndHurtsNobody() throws IOException {
        long base = memory.used();
        Path tensors = directory.resolve("news/model.safetensors");
        byte[] whole = Files.readAllBytes(tensors);
        Files.write(tensors, java.util.Arrays.copyOf(whole, whole.length - 1));
        models.add(news());
        assertThatThrownBy(() -> models.lend("news"))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(ProblemKind.MODEL_UNAVAILABLE);
                })
                .hasMessageContaining("The model 'news' cannot be loaded: model.safetensors: ");
        assertThat(models.state("news").status()).isEqualTo("failed");
        assertThat(models.state("news").error()).startsWith("model.safetensors: ");
        assertThat(memory.used()).isEqualTo(base);

        Files.write(tensors, whole);
        assertThatThrownBy(() -> models.lend("news")).as("too soon").isInstanceOf(ProblemException.class);
        assertThat(models.lend(null).encoder().model()).startsWith("base@");
        clock.addAndGet(ModelSlot.RETRY.toNanos());
        try (ModelLease lease = models.lend("news")) {
            assertThat(lease.encoder().encode(TEXT).code()).isEqualTo(expected());
        }
        assertThat(models.state("news").status()).isEqualTo("loaded");
        assertThat(meters.counter("corrsh.model.load.failures").count()).isEqualTo(1);
    }

    private ServedModel news() {
        return new ServedModel("news", directory.resolve("news"), Device.CPU, IDLE);
    }

    private long[] expected() {
        return new ReferenceEncoder(EncoderWeights.of(news.tensors()))
                .encode(news.vectorizer().vectorize(TEXT))
                .code();
    }

    /** The defaults, in plain Java alone. */
    private static CorrshProperties properties() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", java.util.Map.of("corrsh.encode.engine", "java")));
        return Binder.get(environment).bindOrCreate("corrsh", CorrshProperties.class);
    }
}
