package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.snapshot.Snapshot;
import io.corrsh.index.lucene.snapshot.SnapshotFile;
import io.corrsh.index.lucene.snapshot.SnapshotManifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SnapshotTests {

    private static final CodeSpace SPACE = new CodeSpace("odd\nmodel\\@1", 64);
    private static final int BATCH = 50;

    @TempDir
    Path path;

    private Path live;
    private Path copy;
    private Path restored;

    @BeforeEach
    void places() {
        live = path.resolve("live");
        copy = path.resolve("backup").resolve("copy");
        restored = path.resolve("restored");
    }

    private static LuceneHammingIndex open(Path directory) throws IOException {
        return LuceneHammingIndex.open(directory, SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE);
    }

    /** Every batch replaces all documents, so that a mixture of two would show. */
    private static List<Change> batch(int version) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            changes.add(new Change.Put(
                    new IndexedDocument("d" + i, new long[] {version}, new byte[version % 9], Map.of())));
        }
        return changes;
    }

    private static long versionOf(LuceneHammingIndex index) {
        long version = index.get("d0").orElseThrow().code()[0];
        assertThat(index.search(new HammingQuery(new long[] {version}, null, 1, 0, null))
                        .total())
                .isEqualTo(BATCH);
        assertThat(index.statistics().documents()).isEqualTo(BATCH);
        return version;
    }

    private Snapshot snapshot() throws IOException {
        try (LuceneHammingIndex index = open(live)) {
            index.apply(batch(1));
            return index.snapshot(copy);
        }
    }

    @Test
    void copiesOneStateWhileWritingGoesOn() throws Exception {
        try (LuceneHammingIndex index = open(live);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            AtomicBoolean end = new AtomicBoolean();
            AtomicInteger acknowledged = new AtomicInteger();
            index.apply(batch(0));
            Future<?> writing = threads.submit(() -> {
                for (int version = 1; !end.get(); version++) {
                    index.apply(batch(version));
                    acknowledged.set(version);
                }
            });
            try {
                for (int number = 0; number < 6; number++) {
                    int before = acknowledged.get();
                    Snapshot snapshot = index.snapshot(path.resolve("copy" + number));
                    int after = acknowledged.get();
                    snapshot.restore(path.resolve("restored" + number));
                    try (LuceneHammingIndex old = open(path.resolve("restored" + number))) {
                        // One more may have been durable before it was acknowledged.
                        assertThat(versionOf(old)).isBetween((long) before, after + 1L);
                        assertThat(old.check().problems()).isEmpty();
                    }
                }
            } finally {
                end.set(true);
                writing.get();
            }
            assertThat(versionOf(index)).isEqualTo(acknowledged.get());
        }
    }

    @Test
    void keepsNothingAfterwards() throws Exception {
        try (LuceneHammingIndex index = open(live)) {
            index.apply(batch(1));
            index.snapshot(copy);
            index.apply(batch(2));
            index.forceMerge(1);
            try (Stream<Path> files = Files.list(live)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("segments_")))
                        .hasSize(1);
            }
        }
    }

    @Test
    void manifestSaysWhatItHolds() throws Exception {
        Snapshot written = snapshot();
        SnapshotManifest manifest = Snapshot.at(copy).manifest();
        assertThat(manifest).isEqualTo(written.manifest());
        assertThat(manifest.space()).isEqualTo(SPACE);
        assertThat(manifest.documents()).isEqualTo(BATCH);
        assertThat(manifest.files())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Files.size(copy.resolve(file.name()))).isEqualTo(file.bytes()));
        Snapshot.at(copy).verify();
        try (Stream<Path> files = Files.list(copy.getParent())) {
            assertThat(files).containsExactly(copy);
        }
    }

    @Test
    void anEmptyIndexCanBeCopiedToo() throws Exception {
        try (LuceneHammingIndex index = open(live)) {
            index.snapshot(copy).restore(restored);
        }
        try (LuceneHammingIndex index = open(restored)) {
            assertThat(index.statistics().documents()).isZero();
        }
    }

    @Test
    void replacesNothing() throws Exception {
        Snapshot snapshot = snapshot();
        assertThatThrownBy(() -> snapshot.restore(live))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(live + "' is not empty; it is not replaced");
        try (LuceneHammingIndex index = open(live)) {
            assertThatThrownBy(() -> snapshot.restore(live)).isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> index.snapshot(live)).isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> index.snapshot(copy)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(versionOf(index)).isEqualTo(1);
        }
        snapshot.verify();
    }

    @Test
    void restoresIntoAnEmptyDirectory() throws Exception {
        Snapshot snapshot = snapshot();
        Files.createDirectory(restored);
        snapshot.restore(restored);
        try (LuceneHammingIndex index = open(restored)) {
            assertThat(versionOf(index)).isEqualTo(1);
            index.apply(batch(2));
        }
        snapshot.verify();
    }

    @Test
    void isNotOpenedInPlaceOfAnIndex() throws Exception {
        snapshot();
        assertThatThrownBy(() -> open(copy))
                .hasMessageContaining(copy + "' is a snapshot: restore it into another directory");
    }

    @Test
    void findsAnyFlippedBitAndRestoresNothing() throws Exception {
        Snapshot snapshot = snapshot();
        SplittableRandom random = new SplittableRandom(11);
        List<Path> files;
        try (Stream<Path> all = Files.list(copy)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int trial = 0; trial < 5; trial++) {
                int at = random.nextInt(bytes.length);
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                assertThatThrownBy(() -> Snapshot.at(copy).restore(restored))
                        .as("%s at %d", file.getFileName(), at)
                        .isInstanceOfAny(CorruptIndexException.class, IndexMismatchException.class)
                        .hasMessageContaining(file.getFileName().toString());
                assertThat(restored).doesNotExist();
            }
            Files.write(file, bytes);
        }
        snapshot.restore(restored);
    }

    @Test
    void findsAMissingAndATruncatedFile() throws Exception {
        Snapshot snapshot = snapshot();
        SnapshotFile last = snapshot.manifest().files().getLast();
        Path file = copy.resolve(last.name());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(snapshot::verify)
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining("has %d bytes, expected %d".formatted(bytes.length - 1, bytes.length));
        Files.delete(file);
        assertThatThrownBy(snapshot::verify)
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> Snapshot.at(live)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesANewerManifest() throws Exception {
        snapshot();
        Path manifest = copy.resolve(SnapshotManifest.FILE);
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("corrsh-snapshot 1", "corrsh-snapshot 2"));
        assertThatThrownBy(() -> Snapshot.at(copy))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("has version 2, written by a newer version");
    }

    @Test
    void aClosedIndexIsNotCopied() throws Exception {
        LuceneHammingIndex index = open(live);
        index.close();
        assertThatThrownBy(() -> index.snapshot(copy))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThat(copy).doesNotExist();
    }

    @Test
    void doesNotCopyDamage() throws Exception {
        try (LuceneHammingIndex index = open(live)) {
            index.apply(batch(1));
            Path file;
            try (Stream<Path> files = Files.list(live)) {
                file = files.filter(each -> each.getFileName().toString().matches("_.*"))
                        .max((a, b) ->
                                Long.compare(a.toFile().length(), b.toFile().length()))
                        .orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertThatThrownBy(() -> index.snapshot(copy))
                    .isInstanceOf(CorruptIndexException.class)
                    .hasMessageContaining(file.getFileName().toString());
            assertThat(copy).doesNotExist();
            assertThat(index.check().clean()).isFalse();
        }
    }
}
