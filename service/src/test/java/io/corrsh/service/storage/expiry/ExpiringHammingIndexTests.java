package io.corrsh.service.storage.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.Deadline;
import io.corrsh.index.FacetQuery;
import io.corrsh.index.Filter;
import io.corrsh.index.HammingIndex;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.HistogramQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import io.corrsh.index.WordQuery;
import io.corrsh.model.text.AnalyzerSpec;
import io.corrsh.service.storage.IndexOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiringHammingIndexTests {

    private static final CodeSpace SPACE = new CodeSpace("model", 64);

    @TempDir
    Path directory;

    private Instant now = Instant.ofEpochMilli(1000);
    private HammingIndex inner;
    private ExpiringHammingIndex index;

    @BeforeEach
    void open() throws IOException {
        inner = IndexOpener.open(directory, SPACE, AnalyzerSpec.english());
        index = expiring();
    }

    private ExpiringHammingIndex expiring() {
        InstantSource clock = () -> now;
        return new ExpiringHammingIndex(inner, clock);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private static Change put(String id, Object... expires) {
        Map<String, List<Object>> fields = expires.length == 0
                ? Map.of("kind", List.of("x"))
                : Map.of("kind", List.of("x"), ExpiringHammingIndex.FIELD, List.of(expires));
        return new Change.Put(new IndexedDocument(id, new long[1], new byte[0], fields, "moon"));
    }

    /** The ids that every way of reading agrees on. */
    private List<String> visible() {
        List<String> listed = new ArrayList<>();
        index.forEachCode(null, (id, code) -> listed.add(id));
        listed.sort(null);
        int size = listed.size();
        HammingQuery query = new HammingQuery(new long[1], null, 10, 64, null);
        assertThat(index.search(query).neighbours().stream()
                        .map(hit -> hit.document().id()))
                .containsExactlyElementsOf(listed);
        assertThat(index.searchAll(List.of(query)).getFirst().total()).isEqualTo(size);
        assertThat(index.histogram(new HistogramQuery(new long[1], 64, null, Deadline.NEVER))
                        .within(64))
                .isEqualTo(size);
        assertThat(index.searchWords(new WordQuery("moon", 10, null, Deadline.NEVER))
                        .total())
                .isEqualTo(size);
        assertThat(index.facets(new FacetQuery(List.of("kind"), 9, null, 64, null, Deadline.NEVER))
                        .documents())
                .isEqualTo(size);
        assertThat(index.count(new Filter.Equal("kind", "x"))).isEqualTo(size);
        try (NearDuplicates duplicates = index.nearDuplicates(NearDuplicateQuery.groups(1))) {
            assertThat(duplicates.documents()).isEqualTo(size);
        }
        for (String id : List.of("a", "b", "c")) {
            assertThat(index.get(id).isPresent()).isEqualTo(listed.contains(id));
        }
        return listed;
    }

    @Test
    void aDocumentIsInvisibleFromItsLastMomentOn() {
        index.apply(List.of(put("a"), put("b", 2000.0), put("c", 3000.0)));
        assertThat(visible()).containsExactly("a", "b", "c");
        now = Instant.ofEpochMilli(1999);
        assertThat(visible()).containsExactly("a", "b", "c");
        now = Instant.ofEpochMilli(2000);
        assertThat(visible()).containsExactly("a", "c");
        now = Instant.ofEpochMilli(9000);
        assertThat(visible()).containsExactly("a");
        assertThat(inner.count(null)).isEqualTo(3);
    }

    @Test
    void whatIsOverIsRemovedAndTheRestStays() {
        index.apply(List.of(put("a"), put("b", 2000.0), put("c", 3000.0)));
        assertThat(index.removeExpired()).isZero();
        now = Instant.ofEpochMilli(2500);
        assertThat(index.removeExpired()).isEqualTo(1);
        assertThat(inner.count(null)).isEqualTo(2);
        assertThat(visible()).containsExactly("a", "c");
        assertThat(index.removeExpired()).isZero();
        now = Instant.ofEpochMilli(3500);
        assertThat(visible()).containsExactly("a");
    }

    @Test
    void aClockThatJumpsBackShowsWhatWasNotRemovedYet() {
        index.apply(List.of(put("a"), put("b", 2000.0)));
        now = Instant.ofEpochMilli(1L << 50);
        assertThat(visible()).containsExactly("a");
        now = Instant.ofEpochMilli(1500);
        assertThat(visible()).containsExactly("a", "b");
        assertThat(index.removeExpired()).isZero();
        now = Instant.ofEpochMilli(2500);
        assertThat(index.removeExpired()).isEqualTo(1);
        now = Instant.ofEpochMilli(0);
        assertThat(visible()).containsExactly("a");
        index.apply(List.of(put("c", 5000.0)));
        now = Instant.ofEpochMilli(5000);
        assertThat(visible()).containsExactly("a");
    }

    @Test
    void aDocumentThatIsStoredAnewLivesAsLongAsItSaysNow() {
        index.apply(List.of(put("a", 2000.0), put("b", 2000.0)));
        index.apply(List.of(put("a", 4000.0), put("b")));
        now = Instant.ofEpochMilli(3000);
        assertThat(visible()).containsExactly("a", "b");
        assertThat(index.removeExpired()).isZero();
        now = Instant.ofEpochMilli(4000);
        assertThat(visible()).containsExactly("b");
    }

    @Test
    void aDocumentWhoseTimeIsOverAlreadyIsNeverSeen() {
        index.apply(List.of(put("a", 10.0), put("b")));
        assertThat(visible()).containsExactly("b");
        assertThat(index.removeExpired()).isEqualTo(1);
        assertThat(inner.count(null)).isEqualTo(1);
    }

    @Test
    void anIndexThatIsOpenedAgainKnowsWhatExpires() {
        index.apply(List.of(put("a", 2000.0), put("b")));
        index = expiring();
        now = Instant.ofEpochMilli(2000);
        assertThat(visible()).containsExactly("b");
    }
}
