package io.corrsh.index.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.IndexWriteException;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HammingIndex} must do with changes and searches, whatever physical form it has. */
public abstract class HammingIndexContract extends IndexContract {

    /** Brings an index into another physical form with the same content, as a merge does. */
    protected abstract void reshape(HammingIndex index);

    /** Checks the index's own data after it was closed. */
    protected abstract void verify() throws Exception;

    /** Prepares a place for a new index. */
    @BeforeEach
    protected abstract void prepare() throws Exception;

    protected static IndexedDocument document(String id, long... code) {
        return new IndexedDocument(id, code, id.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    protected static HammingQuery nearest(int k, long... code) {
        return new HammingQuery(code, null, k, 256, null);
    }

    protected static List<String> ids(SearchResult result) {
        return result.neighbours().stream().map(hit -> hit.document().id()).toList();
    }

    @ParameterizedTest(name = "-Dcorrsh.seed={0}")
    @MethodSource("seeds")
    void answersAsBruteForceDoesWhateverItWentThrough(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int bits = 8 * random.nextInt(2, 33);
        RandomWork work = new RandomWork(seed, bits, 1 << random.nextInt(13));
        BruteForce expected = new BruteForce();
        HammingIndex index = index(bits);
        int rounds = random.nextInt(1, 12);
        for (int round = 0; round < rounds; round++) {
            String what = "-Dcorrsh.seed=%d: %d bits, round %d".formatted(seed, bits, round);
            List<Change> changes = work.changes(random.nextInt(1 << random.nextInt(12)));
            index.apply(changes);
            expected.apply(changes);
            Comparison.check(work, expected, index, 5, what);
            switch (random.nextInt(5)) {
                case 0 -> {
                    reshape(index);
                    Comparison.check(work, expected, index, 5, what + ", reshaped");
                }
                case 1 -> {
                    index.close();
                    index = index(bits);
                    Comparison.check(work, expected, index, 5, what + ", opened again");
                }
                default -> {}
            }
        }
        index.close();
        verify();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 72, 128, 192, 256, 264, 512, 1024})
    void answersAsBruteForceDoes(int bits) throws Exception {
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        RandomWork work = new RandomWork(seed, bits, 3000);
        BruteForce expected = new BruteForce();
        HammingIndex index = index(bits);
        for (int round = 0; round < 8; round++) {
            List<Change> changes = work.changes(work.upTo(4) == 0 ? 1 + work.upTo(5) : work.upTo(900));
            index.apply(changes);
            expected.apply(changes);
            Comparison.check(work, expected, index, 6, "-Dcorrsh.seed=%d, round %d".formatted(seed, round));
        }
        reshape(index);
        Comparison.check(work, expected, index, 30, "-Dcorrsh.seed=%d, reshaped".formatted(seed));
        index.close();
        index = index(bits);
        Comparison.check(work, expected, index, 15, "-Dcorrsh.seed=%d, opened again".formatted(seed));
        index.close();
        verify();
    }

    @Test
    void findsNothingInAnEmptyIndex() throws Exception {
        HammingIndex index = index(64);
        SearchResult result = index.search(nearest(10, 7L));
        assertThat(result.neighbours()).isEmpty();
        assertThat(result.total()).isZero();
        assertThat(index.get("a")).isEmpty();
        assertThat(index.statistics().documents()).isZero();
    }

    @Test
    void breaksTiesById() throws Exception {
        HammingIndex index = index(64);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            ids.add("%04d".formatted(i));
        }
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(5));
        for (int part = 0; part < 4; part++) {
            index.apply(shuffled.subList(part * 500, part * 500 + 500).stream()
                    .<Change>map(id -> new Change.Put(document(id, 42)))
                    .toList());
        }
        assertThat(ids(index.search(nearest(10, 42)))).isEqualTo(ids.subList(0, 10));
        reshape(index);
        assertThat(ids(index.search(nearest(10, 43)))).isEqualTo(ids.subList(0, 10));
    }

    @Test
    void lastChangeOfAnIdWins() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(
                new Change.Put(document("a", 1)),
                new Change.Put(document("b", 1)),
                new Change.Delete("a"),
                new Change.Put(document("b", 2)),
                new Change.Delete("c"),
                new Change.Put(document("c", 3))));
        assertThat(index.get("a")).isEmpty();
        assertThat(index.get("b").orElseThrow().code()).containsExactly(2);
        assertThat(index.get("c")).isPresent();
        assertThat(index.statistics().documents()).isEqualTo(2);
    }

    @Test
    void keepsDocumentsWithoutACodeOutOfSearches() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(
                new Change.Put(new IndexedDocument("none", null, new byte[0], Map.of())),
                new Change.Put(document("some", 0))));
        SearchResult result = index.search(nearest(10, 0));
        assertThat(ids(result)).containsExactly("some");
        assertThat(result.total()).isEqualTo(1);
        assertThat(index.get("none").orElseThrow().code()).isNull();
    }

    @Test
    void allowsAnyNumberOfHits() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(new Change.Put(document("a", 1)), new Change.Put(document("b", 2))));
        assertThat(ids(index.search(nearest(Integer.MAX_VALUE, 1)))).containsExactly("a", "b");
    }

    @Test
    void filtersByLongAndOddValues() throws Exception {
        HammingIndex index = index(64);
        String text = "x".repeat(100_000);
        String name = "field\u0000" + "n".repeat(40_000);
        Map<String, List<Object>> fields = Map.of(name, List.of(text, "", -0.0));
        index.apply(List.of(
                new Change.Put(new IndexedDocument("a", new long[1], new byte[0], fields)),
                new Change.Put(document("b", 0))));
        for (Filter filter : List.of(
                new Filter.Equal(name, text),
                new Filter.Equal(name, ""),
                new Filter.Equal(name, 0.0),
                new Filter.Range(name, 0.0, 0.0),
                new Filter.Exists(name))) {
            assertThat(ids(index.search(new HammingQuery(new long[1], null, 9, 64, filter))))
                    .containsExactly("a");
        }
        for (Filter filter : List.of(
                new Filter.Equal(name, text + "x"), new Filter.Range(name, 2.0, 1.0), new Filter.Or(List.of()))) {
            assertThat(index.search(new HammingQuery(new long[1], null, 9, 64, filter))
                            .total())
                    .isZero();
        }
    }

    @Test
    void filtersByThousandsOfValues() throws Exception {
        HammingIndex index = index(64);
        List<Change> changes = new ArrayList<>();
        List<Filter> even = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            changes.add(new Change.Put(new IndexedDocument(
                    Integer.toString(i), new long[1], new byte[0], Map.of("n", List.of(Integer.toString(i))))));
            if (i % 2 == 0) {
                even.add(new Filter.Equal("n", Integer.toString(i)));
            }
        }
        index.apply(changes);
        assertThat(index.search(new HammingQuery(new long[1], null, 1, 64, new Filter.Or(even)))
                        .total())
                .isEqualTo(3000);
    }

    @Test
    void whatIsAcknowledgedIsVisibleToEveryThread() throws Exception {
        HammingIndex index = index(64);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String prefix = "writer " + writer + " ";
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 12; i++) {
                        index.apply(
                                List.of(new Change.Put(document(prefix + i, i)), new Change.Put(document(prefix, i))));
                        assertThat(index.get(prefix + i)).isPresent();
                        assertThat(index.get(prefix).orElseThrow().code()).containsExactly(i);
                        assertThat(ids(index.search(nearest(1000, i)))).contains(prefix + i, prefix);
                        index.apply(List.of(new Change.Delete(prefix + i)));
                        assertThat(index.get(prefix + i)).isEmpty();
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(index.statistics().documents()).isEqualTo(4);
    }

    @Test
    void aFilterThatMatchesNothingFindsNothing() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(new Change.Put(document("a", 1))));
        SearchResult result =
                index.search(new HammingQuery(new long[] {1}, null, 5, 64, new Filter.Equal("nowhere", "nothing")));
        assertThat(result.neighbours()).isEmpty();
        assertThat(result.total()).isZero();
    }

    @Test
    void refusesWhatBreaksARuleAndLosesNothingElse() throws Exception {
        HammingIndex index = index(72);
        index.apply(List.of(new Change.Put(document("a", 1, 0))));
        assertRefused(index, document("b", 1), "'code' of 72 bits must have 2 words, got 1");
        assertRefused(index, document("b", 1, 1), "'code' must have zeros after its 72 bits");
        assertRefused(index, document("", 1, 0), "'id' must have 1 to 512 bytes of UTF-8, got 0");
        assertRefused(index, document("\u00e9".repeat(300), 1, 0), "'id' must have 1 to 512 bytes of UTF-8, got 600");
        assertRefused(index, document("\uD800", 1, 0), "'id' must not hold half of a surrogate pair");
        assertRefused(
                index,
                new IndexedDocument("b", null, new byte[0], Map.of("f", List.of(1))),
                "'fields.f' must hold String, Double or Boolean values, got 1");
        assertThatThrownBy(() -> index.search(nearest(1, 5))).hasMessageContaining("'code' of 72 bits");
        assertThatThrownBy(() -> index.search(new HammingQuery(new long[2], new float[64], 1, 72, null)))
                .hasMessage("'weights' must be one a bit, 72, got 64");
        float[] weights = new float[72];
        weights[3] = Float.NaN;
        assertThatThrownBy(() -> index.search(new HammingQuery(new long[2], weights, 1, 72, null)))
                .hasMessage("'weights[3]' must be finite and not negative, got NaN");
        Filter large =
                new Filter.Or(Collections.nCopies(5000, new Filter.And(List.of(new Filter.Range("n", 1.0, 2.0)))));
        assertThatThrownBy(() -> index.search(new HammingQuery(new long[2], null, 1, 72, large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'filter' must have at most");
        assertThat(index.statistics().documents()).isEqualTo(1);
    }

    private static void assertRefused(HammingIndex index, IndexedDocument document, String message) {
        assertThatThrownBy(() -> index.apply(List.of(new Change.Put(document("lost", 1, 0)), new Change.Put(document))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(index.get("lost")).isEmpty();
    }

    @Test
    void refusesOtherCodes() throws Exception {
        index(64).close();
        assertThatThrownBy(() -> open(new CodeSpace("other", 64)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("model 'model' with 64 bits")
                .hasMessageContaining("model 'other' with 64 bits");
        assertThatThrownBy(() -> open(new CodeSpace("model", 128)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("with 128 bits");
        index(64);
    }

    @Test
    void refusesWorkAfterItsEnd() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(new Change.Put(document("a", 1))));
        index.close();
        index.close();
        assertThatThrownBy(() -> index.apply(List.of(new Change.Delete("a"))))
                .isInstanceOf(IndexWriteException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> index.search(nearest(1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }
}
