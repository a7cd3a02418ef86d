package io.corrsh.index.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.Deadline;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.SearchStoppedException;
import io.corrsh.index.WordQuery;
import io.corrsh.index.WordResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link HammingIndex} must know of its documents besides their codes: words, values, how many. */
public abstract class DocumentsContract extends IndexContract {

    @ParameterizedTest(name = "-Dcorrsh.seed={0}")
    @MethodSource("seeds")
    void countsAndListsAsALookAtEveryDocumentDoes(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        int bits = 8 * random.nextInt(2, 20);
        RandomWork work = new RandomWork(seed, bits, 200);
        BruteForce expected = new BruteForce();
        HammingIndex index = index(bits);
        for (int round = random.nextInt(1, 5); round > 0; round--) {
            List<Change> changes = work.changes(random.nextInt(300));
            index.apply(changes);
            expected.apply(changes);
        }
        assertThat(index.count(null)).isEqualTo(expected.documents().size());
        assertThat(index.smallest("rank")).isEqualTo(smallest(expected, "rank"));
        assertThat(index.smallest("nothing")).isEmpty();
        for (int i = 0; i < 20; i++) {
            Filter filter = work.filter(2);
            assertThat(index.count(filter))
                    .isEqualTo(expected.documents().values().stream()
                            .filter(document -> BruteForce.passes(document, filter))
                            .count());
            Map<String, long[]> listed = new HashMap<>();
            index.forEachCode(
                    filter, (id, code) -> assertThat(listed.put(id, code)).isNull());
            HammingQuery near = work.query();
            HammingQuery query = new HammingQuery(near.code(), null, 10_000, bits, filter);
            assertThat(listed.keySet())
                    .hasSize((int) expected.total(query))
                    .allSatisfy(id -> assertThat(listed.get(id))
                            .isEqualTo(expected.documents().get(id).code()));
            checkFacets(index, expected, near, filter);
        }
    }

    private static OptionalDouble smallest(BruteForce expected, String field) {
        return expected.documents().values().stream()
                .flatMap(document -> document.fields().getOrDefault(field, List.of()).stream())
                .mapToDouble(value -> (double) value)
                .min();
    }

    private static void checkFacets(HammingIndex index, BruteForce expected, HammingQuery near, Filter filter) {
        Facets facets = index.facets(new FacetQuery(
                List.of("group", "rank", "read", "nothing"),
                1000,
                near.code(),
                near.maxDistance(),
                filter,
                Deadline.NEVER));
        HammingQuery query = new HammingQuery(near.code(), null, 10_000, near.maxDistance(), filter);
        Map<String, Map<Object, Long>> counts = new HashMap<>();
        expected.hits(query).forEach(line -> {
            IndexedDocument document = expected.documents().get(line.substring(0, line.indexOf(" at ")));
            document.fields()
                    .forEach((field, values) -> new HashSet<>(values)
                            .stream()
                                    .map(value -> value.equals(-0.0) ? (Object) 0.0 : value)
                                    .distinct()
                                    .forEach(value -> counts.computeIfAbsent(field, name -> new HashMap<>())
                                            .merge(value, 1L, Long::sum)));
        });
        assertThat(facets.documents()).isEqualTo(expected.total(query));
        facets.fields().forEach((name, field) -> {
            Map<Object, Long> found = new HashMap<>();
            field.values().forEach(count -> found.put(count.value(), count.documents()));
            assertThat(found).as(name).isEqualTo(counts.getOrDefault(name, Map.of()));
            assertThat(field.distinct()).isEqualTo(found.size());
            assertThat(field.values()).isSortedAccordingTo((a, b) -> Long.compare(b.documents(), a.documents()));
        });
    }

    private static Change put(String id, long code, String text, String group) {
        return new Change.Put(
                new IndexedDocument(id, new long[] {code}, new byte[0], Map.of("group", List.of(group)), text));
    }

    private static List<String> ids(WordResult result) {
        return result.hits().stream().map(hit -> hit.document().id()).toList();
    }

    @Test
    void findsByWordsAndRareOnesCountMore() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(
                put("a", 1, "the moon and the moon", "x"),
                put("b", 2, "a rocket to the moon", "x"),
                put("c", 3, "hockey on the moon", "y"),
                put("d", 4, "hockey", "y"),
                new Change.Put(new IndexedDocument("e", null, new byte[0], Map.of(), "rocket rocket")),
                new Change.Put(new IndexedDocument("f", new long[1], new byte[0], Map.of()))));
        WordResult rocket = index.searchWords(new WordQuery("Rocket, moon!", 10, null, Deadline.NEVER));
        assertThat(ids(rocket)).startsWith("b").containsExactlyInAnyOrder("a", "b", "c");
        assertThat(rocket.total()).isEqualTo(3);
        assertThat(rocket.exact()).isTrue();
        assertThat(rocket.hits().getFirst().document().code()).containsExactly(2);
        assertThat(ids(index.searchWords(new WordQuery("moon", 10, new Filter.Equal("group", "y"), Deadline.NEVER))))
                .containsExactly("c");
        assertThat(ids(index.searchWords(new WordQuery("moon", 1, null, Deadline.NEVER))))
                .containsExactly("a");
        assertThat(index.searchWords(new WordQuery("unheard", 3, null, Deadline.NEVER))
                        .hits())
                .isEmpty();
        assertThat(index.searchWords(new WordQuery("", 3, null, Deadline.NEVER)).total())
                .isZero();
    }

    @Test
    void forgetsTheWordsOfWhatIsReplacedAndDeleted() throws Exception {
        HammingIndex index = index(64);
        index.apply(List.of(put("a", 1, "moon", "x"), put("b", 2, "moon", "y"), put("c", 3, "moon", "z")));
        index.apply(List.of(put("a", 1, "sun", "x"), new Change.DeleteMatching(new Filter.Equal("group", "y"))));
        assertThat(ids(index.searchWords(new WordQuery("moon", 9, null, Deadline.NEVER))))
                .containsExactly("c");
        assertThat(index.get("b")).isEmpty();
    }

    @Test
    void deletesWhatMatchesAtItsTurn() throws Exception {
        HammingIndex index = index(64);
        Filter x = new Filter.Equal("group", "x");
        index.apply(List.of(put("a", 1, "", "x"), new Change.DeleteMatching(x), put("b", 1, "", "x")));
        assertThat(index.get("a")).isEmpty();
        assertThat(index.get("b")).isPresent();
        index.apply(List.of(put("b", 1, "", "y"), new Change.DeleteMatching(x)));
        assertThat(index.get("b")).isPresent();
    }

    @Test
    void takesTextsWithThousandsOfWordsAsQueries() throws Exception {
        HammingIndex index = index(64);
        StringBuilder text = new StringBuilder("rare ");
        for (int i = 0; i < 5000; i++) {
            text.append("word").append(i).append(' ');
        }
        index.apply(List.of(put("a", 1, "rare", "x"), put("b", 2, "other", "x")));
        assertThat(ids(index.searchWords(new WordQuery(text.toString(), 9, null, Deadline.NEVER))))
                .containsExactly("a");
    }

    @Test
    void stopsAtTheDeadline() throws Exception {
        HammingIndex index = index(64);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            changes.add(put("d" + i, i, "moon " + i, "g" + i));
        }
        index.apply(changes);
        Deadline passed = Deadline.after(Duration.ZERO);
        assertThatThrownBy(() -> index.searchWords(new WordQuery("moon", 5, null, passed)))
                .isInstanceOf(SearchStoppedException.class);
        assertThatThrownBy(() -> index.facets(new FacetQuery(List.of("group"), 5, null, 64, null, passed)))
                .isInstanceOf(SearchStoppedException.class);
    }

    @Test
    void refusesFiltersWithTooManyParts() throws Exception {
        HammingIndex index = index(64);
        List<Filter> parts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            parts.add(new Filter.And(List.of(new Filter.Exists("f" + i), new Filter.Exists("g" + i))));
        }
        Filter large = new Filter.Or(parts);
        assertThatThrownBy(() -> index.apply(List.of(new Change.DeleteMatching(large))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'filter'");
        assertThatThrownBy(() -> index.count(large)).isInstanceOf(IllegalArgumentException.class);
        index.apply(List.of(put("a", 1, "", "x")));
        assertThat(index.count(null)).isEqualTo(1);
    }
}
