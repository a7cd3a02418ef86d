package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.Change;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.Neighbour;
import io.corrsh.index.lucene.check.IndexReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an older version wrote is read, and merged into what this one writes. */
class UpgradeTests {

    @TempDir
    Path directory;

    private final Map<String, IndexedDocument> expected = new HashMap<>();

    @BeforeEach
    void unpack() throws IOException {
        FlatFormat.unpack(directory);
        FlatFormat.batches().stream().flatMap(List::stream).forEach(change -> {
            if (change instanceof Change.Put put) {
                expected.put(put.id(), put.document());
            } else if (change instanceof Change.Delete delete) {
                expected.remove(delete.id());
            }
        });
    }

    private LuceneHammingIndex open() throws IOException {
        return LuceneHammingIndex.open(directory, FlatFormat.SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE);
    }

    private void check(LuceneHammingIndex index) {
        assertThat(index.statistics().documents()).isEqualTo(expected.size());
        for (IndexedDocument document : expected.values()) {
            IndexedDocument found = index.get(document.id()).orElseThrow();
            assertThat(found.code()).isEqualTo(document.code());
            assertThat(found.source()).isEqualTo(document.source());
            assertThat(found.fields()).isEqualTo(document.fields());
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            long[] query = {random.nextLong() & 0xFF00FF00FF00FF00L, random.nextLong() << 56};
            assertThat(index.search(new HammingQuery(query, null, 25, 72, null)).neighbours().stream()
                            .map(Neighbour::distance))
                    .isEqualTo(expected.values().stream()
                            .filter(document -> document.code() != null)
                            .map(document -> distance(Objects.requireNonNull(document.code()), query))
                            .sorted()
                            .limit(25)
                            .toList());
        }
    }

    private static int distance(long[] code, long[] query) {
        return Long.bitCount(code[0] ^ query[0]) + Long.bitCount(code[1] ^ query[1]);
    }

    @Test
    void readsTheFlatFormat() throws Exception {
        try (LuceneHammingIndex index = open()) {
            assertThat(index.statistics().segments()).isEqualTo(3);
            check(index);
            IndexReport report = index.check();
            assertThat(report.problems()).isEmpty();
            assertThat(report.outdated()).isEqualTo(3);
        }
    }

    @Test
    void writesOldSegmentsAnew() throws Exception {
        try (LuceneHammingIndex index = open()) {
            index.upgrade();
            check(index);
            IndexReport report = index.check();
            assertThat(report.problems()).isEmpty();
            assertThat(report.outdated()).isZero();
            index.upgrade();
        }
        try (LuceneHammingIndex index = open()) {
            check(index);
            assertThat(index.check().outdated()).isZero();
        }
    }

    @Test
    void mergesOldSegmentsIntoANewOne() throws Exception {
        try (LuceneHammingIndex index = open()) {
            index.forceMerge(1);
            check(index);
            assertThat(index.check().outdated()).isZero();
        }
    }
}
