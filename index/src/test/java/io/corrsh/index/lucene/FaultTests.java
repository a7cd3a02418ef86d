package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexWriteException;
import io.corrsh.index.IndexedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.tests.store.MockDirectoryWrapper;
import org.apache.lucene.tests.util.LuceneTestCase;

/**
 * An index on Lucene's directory of faults. A batch is a number of documents of its own: what was acknowledged must be
 * there whole after any fault, and what failed whole or not at all.
 */
public class FaultTests extends LuceneTestCase {

    private static final CodeSpace SPACE = new CodeSpace("model", 64);
    private static final int BATCH = 30;

    private final List<Integer> acknowledged = new ArrayList<>();
    private int batches;

    private LuceneHammingIndex open(MockDirectoryWrapper directory) throws IOException {
        return LuceneHammingIndex.open(
                new KeptOpen(directory), "here", SPACE, new LuceneIndexOptions(1, 4), IndexListener.NONE);
    }

    /** Applies a batch, and says whether it was acknowledged. */
    private boolean apply(LuceneHammingIndex index) {
        int batch = batches++;
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            changes.add(new Change.Put(new IndexedDocument(
                    batch + "-" + i, new long[] {batch}, new byte[random().nextInt(99)], Map.of())));
        }
        try {
            index.apply(changes);
        } catch (IndexWriteException e) {
            return false;
        }
        acknowledged.add(batch);
        return true;
    }

    private void check(LuceneHammingIndex index) throws IOException {
        assertEquals(List.of(), index.check().problems());
        for (int batch = 0; batch < batches; batch++) {
            int found = 0;
            for (int i = 0; i < BATCH; i++) {
                found += index.get(batch + "-" + i).isPresent() ? 1 : 0;
            }
            if (acknowledged.contains(batch)) {
                assertEquals("batch " + batch, BATCH, found);
            } else {
                assertTrue("batch " + batch + " is there in part: " + found, found == 0 || found == BATCH);
            }
            long total = index.search(new HammingQuery(new long[] {batch}, null, 1, 0, null))
                    .total();
            assertEquals("batch " + batch, found, total);
        }
    }

    public void testFaultsAtRandom() throws Exception {
        try (MockDirectoryWrapper directory = newMockDirectory()) {
            LuceneHammingIndex index = open(directory);
            int failed = 0;
            for (int round = 0; round < 12; round++) {
                directory.setRandomIOExceptionRate(0.02 * random().nextDouble());
                directory.setRandomIOExceptionRateOnOpen(0.02 * random().nextDouble());
                for (int i = 0; i < 6; i++) {
                    failed += apply(index) ? 0 : 1;
                }
                directory.setRandomIOExceptionRate(0);
                directory.setRandomIOExceptionRateOnOpen(0);
                assertTrue("writing goes on when the faults have gone", apply(index));
                if (round % 4 == 3) {
                    check(index);
                    index.close();
                    index = open(directory);
                }
            }
            check(index);
            index.close();
            assertTrue("some batches failed", failed > 0);
        }
    }

    /** Files that were not synced are cut, zeroed or lost, as after a power cut. */
    public void testPowerCuts() throws Exception {
        try (MockDirectoryWrapper directory = newMockDirectory()) {
            directory.setCheckIndexOnClose(false);
            for (int round = 0; round < 8; round++) {
                LuceneHammingIndex index = open(directory);
                int delay = round * 7;
                Thread cut = new Thread(() -> {
                    try {
                        Thread.sleep(delay);
                        directory.crash();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                cut.start();
                while (apply(index)) {
                    // until the cut
                }
                cut.join();
                index.close();
                directory.clearCrash();
                try (LuceneHammingIndex again = open(directory)) {
                    check(again);
                    assertTrue(apply(again));
                }
            }
        }
    }

    public void testFullDisk() throws Exception {
        try (MockDirectoryWrapper directory = newMockDirectory()) {
            LuceneHammingIndex index = open(directory);
            assertTrue(apply(index));
            for (int round = 0; round < 10; round++) {
                directory.setMaxSizeInBytes(directory.sizeInBytes() + random().nextInt(20_000));
                boolean full = false;
                for (int i = 0; i < 20 && !full; i++) {
                    full = !apply(index);
                }
                assertTrue("the disk is full", full);
                check(index);
                directory.setMaxSizeInBytes(0);
                assertTrue("writing goes on when there is room again", apply(index));
            }
            index.close();
            try (LuceneHammingIndex again = open(directory)) {
                check(again);
            }
        }
    }
}
