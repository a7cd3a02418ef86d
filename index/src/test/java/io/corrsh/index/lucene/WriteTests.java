package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexWriteException;
import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WriteTests {

    private static final CodeSpace SPACE = new CodeSpace("model", 64);

    @TempDir
    Path directory;

    private LuceneHammingIndex open(IndexListener listener) throws IOException {
        return LuceneHammingIndex.open(directory, SPACE, LuceneIndexOptions.DEFAULT, listener);
    }

    private static List<Change> puts(String prefix, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new Change.Put(new IndexedDocument(prefix + i, new long[] {i}, new byte[100], Map.of())));
        }
        return changes;
    }

    private static long total(LuceneHammingIndex index) {
        return index.search(new HammingQuery(new long[1], null, 1, 64, null)).total();
    }

    @Test
    void acknowledgesNothingOnAFullDiskAndGoesOnWhenThereIsSpace() throws Exception {
        Recorder recorder = new Recorder();
        FullDisk disk = new FullDisk(FSDirectory.open(directory));
        try (LuceneHammingIndex index =
                LuceneHammingIndex.open(disk, "here", SPACE, LuceneIndexOptions.DEFAULT, recorder)) {
            index.apply(puts("before", 100));
            disk.full(true);
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(() -> index.apply(puts("during", 100)))
                        .isInstanceOf(IndexWriteException.class)
                        .hasMessageContaining("cannot write 100 changes to the index at 'here'")
                        .hasMessageContaining("No space left on device");
                assertThat(total(index)).isEqualTo(100);
                assertThat(index.get("during1")).isEmpty();
                assertThat(index.statistics().uncommitted()).isZero();
            }
            disk.full(false);
            index.apply(puts("after", 100));
            assertThat(total(index)).isEqualTo(200);
            assertThat(recorder.failures).isNotEmpty();
        }
        try (LuceneHammingIndex index = open(IndexListener.NONE)) {
            assertThat(total(index)).isEqualTo(200);
            assertThat(index.get("during1")).isEmpty();
        }
        LuceneHammingIndexTests.verify(directory);
    }

    @Test
    void acknowledgesNothingThatCannotBeSynced() throws Exception {
        FullDisk disk = new FullDisk(FSDirectory.open(directory));
        try (LuceneHammingIndex index =
                LuceneHammingIndex.open(disk, "here", SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
            disk.failSync(true);
            assertThatThrownBy(() -> index.apply(puts("a", 10))).isInstanceOf(IndexWriteException.class);
            assertThat(total(index)).isZero();
            disk.failSync(false);
            index.apply(puts("b", 10));
            assertThat(total(index)).isEqualTo(10);
        }
    }

    @Test
    void callersShareACommit() throws Exception {
        CountDownLatch firstCommit = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        Recorder recorder = new Recorder() {
            @Override
            public void onCommit(Duration took, int changes) {
                super.onCommit(took, changes);
                firstCommit.countDown();
                try {
                    othersWait.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        try (LuceneHammingIndex index = open(recorder);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            done.add(callers.submit(() -> index.apply(puts("first", 3))));
            firstCommit.await();
            for (int caller = 0; caller < 40; caller++) {
                String prefix = "caller " + caller + " ";
                done.add(callers.submit(() -> index.apply(puts(prefix, 5))));
            }
            while (index.statistics().uncommitted() < 3 + 40 * 5) {
                Thread.sleep(2);
            }
            Thread.sleep(50);
            othersWait.countDown();
            for (Future<?> each : done) {
                each.get();
            }
            assertThat(total(index)).isEqualTo(3 + 40 * 5);
            assertThat(recorder.commits).hasSizeLessThan(10);
            assertThat(recorder.commits.stream().mapToInt(changes -> changes).sum())
                    .isEqualTo(3 + 40 * 5);
        }
    }

    @Test
    void writersAndReadersWorkAtOnce() throws Exception {
        try (LuceneHammingIndex index =
                        LuceneHammingIndex.open(directory, SPACE, new LuceneIndexOptions(16, 2), IndexListener.NONE);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String prefix = "writer " + writer + " ";
                writers.add(threads.submit(() -> {
                    for (int batch = 0; batch < 8; batch++) {
                        String id = prefix + batch + " ";
                        index.apply(puts(id, 20));
                        assertThat(index.get(id + 19)).isPresent();
                        index.apply(List.of(new Change.Delete(id + 0)));
                        assertThat(index.get(id + 0)).isEmpty();
                    }
                }));
            }
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> {
                    long last = 0;
                    while (!writers.stream().allMatch(Future::isDone)) {
                        long documents = index.statistics().documents();
                        // Every batch adds 20 and one delete a batch follows: it shrinks by no more than the writers.
                        assertThat(documents).isGreaterThanOrEqualTo(last - 4);
                        last = documents;
                        assertThat(total(index)).isGreaterThanOrEqualTo(last - 4);
                    }
                }));
            }
            for (Future<?> each : writers) {
                each.get();
            }
            for (Future<?> each : readers) {
                each.get();
            }
            assertThat(total(index)).isEqualTo(4 * 8 * 19);
        }
        LuceneHammingIndexTests.verify(directory);
    }

    @Test
    void anInterruptedCallerHurtsNobodyElse() throws Exception {
        try (LuceneHammingIndex index = open(IndexListener.NONE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> index.apply(puts("a", 10)))
                    .isInstanceOf(IndexWriteException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            index.apply(puts("b", 10));
            assertThat(index.get("b1")).isPresent();
        }
    }

    @Test
    void closeCommitsWhatWasHandedIn() throws Exception {
        CountDownLatch firstCommit = new CountDownLatch(1);
        IndexListener slow = new IndexListener() {
            @Override
            public void onCommit(Duration took, int changes) {
                firstCommit.countDown();
            }
        };
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            try (LuceneHammingIndex index = open(slow)) {
                for (int caller = 0; caller < 8; caller++) {
                    String prefix = "caller " + caller + " ";
                    callers.add(threads.submit(() -> index.apply(puts(prefix, 200))));
                }
                firstCommit.await();
            }
            try (LuceneHammingIndex index = open(IndexListener.NONE)) {
                for (int caller = 0; caller < 8; caller++) {
                    boolean acknowledged = true;
                    try {
                        callers.get(caller).get();
                    } catch (ExecutionException e) {
                        assertThat(e).hasCauseInstanceOf(IndexWriteException.class);
                        acknowledged = false;
                    }
                    assertThat(index.get("caller " + caller + " 199").isPresent())
                            .isEqualTo(acknowledged);
                }
            }
        }
    }

    @Test
    void aListenerHearsOfMerges() throws Exception {
        Recorder recorder = new Recorder();
        try (LuceneHammingIndex index = open(recorder)) {
            index.apply(puts("a", 10));
            index.apply(puts("b", 10));
            assertThat(index.statistics().segments()).isEqualTo(2);
            index.forceMerge(1);
            assertThat(recorder.merges).hasSize(1).allMatch(Duration::isPositive);
        }
    }

    @Test
    void aListenerThatFailsDoesNotHurt() throws Exception {
        IndexListener failing = new IndexListener() {
            @Override
            public void onCommit(Duration took, int changes) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (LuceneHammingIndex index = open(failing)) {
            index.apply(puts("a", 10));
            assertThat(total(index)).isEqualTo(10);
        }
    }

    @Test
    void aDirectoryIsOpenOnce() throws Exception {
        try (LuceneHammingIndex index = open(IndexListener.NONE)) {
            assertThatThrownBy(() -> open(IndexListener.NONE))
                    .isInstanceOf(LockObtainFailedException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("is open in another process");
            index.apply(puts("a", 1));
        }
        open(IndexListener.NONE).close();
    }

    @Test
    void statisticsTellWhatIsOnDisk() throws Exception {
        try (LuceneHammingIndex index = open(IndexListener.NONE)) {
            index.apply(puts("a", 1000));
            index.apply(List.of(new Change.Delete("a5")));
            assertThat(index.statistics().documents()).isEqualTo(999);
            assertThat(index.statistics().deleted()).isEqualTo(1);
            assertThat(index.statistics().codeBytes()).isEqualTo(8000);
            assertThat(index.statistics().sizeBytes()).isGreaterThan(8000).isLessThan(1 << 20);
            assertThat(index.statistics().committed()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
    }
}
