package io.corrsh.service.storage.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.Deadline;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Facets;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.SearchAfter;
import io.corrsh.index.SearchResult;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.service.storage.IndexOpener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares an index of documents with passages with a list of them, over codes so short that ties are everywhere. */
// javac forgets that an array may be null where it is a constructor's argument.
@SuppressWarnings("NullAway")
class PassageHammingIndexTests {

    private static final CodeSpace SPACE = new CodeSpace("model", 16);

    @TempDir
    Path directory;

    private HammingIndex index;
    private final Map<String, Document> documents = new TreeMap<>();

    private record Document(String kind, long code, List<Long> passages) {

        List<Long> codes() {
            return passages.isEmpty() ? List.of(code) : passages;
        }
    }

    private record Place(String id, int distance) {}

    @BeforeEach
    void open() throws IOException {
        index = new PassageHammingIndex(IndexOpener.open(directory, SPACE, AnalyzerSpec.english()));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static long code(Random random) {
        return (long) random.nextInt(1 << 16) << 48;
    }

    private Change change(String id, Document document) {
        List<Passage> passages = new ArrayList<>();
        for (long code : document.passages()) {
            passages.add(new Passage(passages.size(), passages.size() + 1, new long[] {code}));
        }
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        documents.put(id, document);
        return new Change.Put(new IndexedDocument(
                id,
                new long[] {document.code()},
                PassageTable.attach(json, passages),
                Map.of("kind", List.of(document.kind())),
                "words of " + id));
    }

    private void put(String id, Document document) {
        index.apply(List.of(change(id, document)));
    }

    private void fill(Random random, int most) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String id = "d%02d".formatted(random.nextInt(40));
            if (random.nextInt(5) == 0) {
                changes.add(new Change.Delete(id));
                documents.remove(id);
            } else {
                List<Long> passages = new ArrayList<>();
                for (int n = random.nextInt(most + 1); n > 0; n--) {
                    passages.add(code(random));
                }
                changes.add(change(id, new Document(random.nextBoolean() ? "a" : "b", code(random), passages)));
            }
            if (i % 20 == 19) {
                index.apply(changes);
                changes.clear();
            }
        }
    }

    private List<Place> nearest(long query, int maxDistance, @Nullable String kind) {
        List<Place> all = new ArrayList<>();
        documents.forEach((id, document) -> {
            int distance = document.codes().stream()
                    .mapToInt(code -> Long.bitCount(code ^ query))
                    .min()
                    .orElseThrow();
            if (distance <= maxDistance && (kind == null || kind.equals(document.kind()))) {
                all.add(new Place(id, distance));
            }
        });
        all.sort(Comparator.comparingInt(Place::distance).thenComparing(Place::id));
        return all;
    }

    private static List<Place> places(SearchResult result) {
        return result.neighbours().stream()
                .map(hit -> new Place(hit.document().id(), hit.distance()))
                .toList();
    }

    private static @Nullable Filter kind(@Nullable String kind) {
        return kind == null ? null : new Filter.Equal("kind", kind);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsDocumentsByTheirNearestPassages(long seed) {
        Random random = new Random(seed);
        fill(random, 4);
        for (int i = 0; i < 60; i++) {
            long query = code(random);
            int maxDistance = random.nextBoolean() ? 16 : random.nextInt(9);
            int k = 1 + random.nextInt(30);
            String kind = random.nextBoolean() ? null : "a";
            SearchResult result = index.search(new HammingQuery(new long[] {query}, null, k, maxDistance, kind(kind)));
            List<Place> expected = nearest(query, maxDistance, kind);
            assertThat(places(result))
                    .as("seed %d, query %d", seed, i)
                    .isEqualTo(expected.subList(0, Math.min(k, expected.size())));
            assertThat(result.total()).as("seed %d, query %d", seed, i).isEqualTo(expected.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void pagesNeitherRepeatNorLeaveOutADocument(long seed) {
        Random random = new Random(seed);
        fill(random, 6);
        for (int i = 0; i < 10; i++) {
            long query = code(random);
            List<Place> seen = new ArrayList<>();
            for (SearchAfter after = null; ; ) {
                SearchResult page =
                        index.search(new HammingQuery(new long[] {query}, null, 3, 16, null, after, Deadline.NEVER));
                seen.addAll(places(page));
                if (page.neighbours().size() < 3) {
                    break;
                }
                after = SearchAfter.of(page.neighbours().getLast());
            }
            assertThat(seen).as("seed %d, query %d", seed, i).isEqualTo(nearest(query, 16, null));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void countsValuesOfDocumentsOnce(long seed) {
        Random random = new Random(seed);
        fill(random, 4);
        for (int maxDistance : new int[] {3, 6, 16}) {
            long query = code(random);
            Facets facets = index.facets(
                    new FacetQuery(List.of("kind"), 10, new long[] {query}, maxDistance, null, Deadline.NEVER));
            for (String kind : List.of("a", "b")) {
                long counted = facets.fields().get("kind").values().stream()
                        .filter(count -> count.value().equals(kind))
                        .mapToLong(Facets.Count::documents)
                        .sum();
                assertThat(counted)
                        .as("seed %d, distance %d, kind %s", seed, maxDistance, kind)
                        .isEqualTo(nearest(query, maxDistance, kind).size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9})
    void allElseActsOnDocuments(long seed) {
        Random random = new Random(seed);
        fill(random, 4);
        assertThat(index.count(null)).isEqualTo(documents.size());
        assertThat(index.statistics().documents()).isEqualTo(documents.size());
        assertThat(index.statistics().coded()).isEqualTo(documents.size());
        Map<String, Long> exported = new TreeMap<>();
        index.forEachCode(null, (id, code) -> exported.put(id, code[0]));
        Map<String, Long> expected = new TreeMap<>();
        documents.forEach((id, document) -> expected.put(id, document.code()));
        assertThat(exported).isEqualTo(expected);
        index.apply(List.of(new Change.DeleteMatching(new Filter.Equal("kind", "a"))));
        documents.values().removeIf(document -> document.kind().equals("a"));
        assertThat(index.count(null)).isEqualTo(documents.size());
        assertThat(places(index.search(new HammingQuery(new long[] {0}, null, 100, 16, null))))
                .isEqualTo(nearest(0, 16, null));
    }

    @Test
    void aWholeDocumentInPlaceOfACutOneHasNoPassages() {
        put("a", new Document("a", 0, List.of(-1L << 48, 1L << 48)));
        assertThat(((PassageHammingIndex) index).passages()).isEqualTo(2);
        put("a", new Document("a", 0, List.of()));
        assertThat(((PassageHammingIndex) index).passages()).isZero();
        Neighbour hit = index.search(new HammingQuery(new long[] {-1L << 48}, null, 1, 16, null))
                .neighbours()
                .getFirst();
        assertThat(hit.distance()).isEqualTo(16);
    }

    @Test
    void whatPassagesAreKeptAsIsNoDocument() {
        put("a", new Document("a", 0, List.of(-1L << 48, 1L << 48)));
        assertThat(index.get("a")).isPresent();
        assertThat(index.get("a%s00001".formatted(PassageRows.SEPARATOR))).isEmpty();
    }

    @Test
    void openedAgainItKnowsThatThereArePassages() throws IOException {
        put("a", new Document("a", 0, List.of(-1L << 48, 1L << 48)));
        index.close();
        open();
        assertThat(index.count(null)).isEqualTo(1);
        index.apply(List.of(new Change.Delete("a")));
        assertThat(index.search(new HammingQuery(new long[] {0}, null, 10, 16, null))
                        .neighbours())
                .isEmpty();
    }
}
