package io.corrsh.index.lucene;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.NearDuplicateQuery;
import io.corrsh.index.NearDuplicates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that writes and joins without end, and prints what was acknowledged, until it is killed. */
final class LedgerWriter {

    static final CodeSpace SPACE = new CodeSpace("model", 64);
    static final int BATCH = 20;

    /** Tells a whole line from one that was cut. */
    static final String END = " acknowledged";

    private LedgerWriter() {}

    public static void main(String[] arguments) throws Exception {
        LuceneHammingIndex index = LuceneHammingIndex.open(
                Path.of(arguments[0]), SPACE, new LuceneIndexOptions(1, 16), IndexListener.NONE);
        for (int thread = 0; thread < 3; thread++) {
            String prefix = "%s-%d-".formatted(arguments[1], thread);
            Thread.ofPlatform().start(() -> write(index, prefix));
        }
        Thread.ofPlatform().start(() -> join(index));
    }

    private static void join(LuceneHammingIndex index) {
        while (true) {
            try (NearDuplicates pairs = index.nearDuplicates(NearDuplicateQuery.pairs(2))) {
                pairs.pairs(1);
            }
        }
    }

    private static void write(LuceneHammingIndex index, String prefix) {
        for (int batch = 0; ; batch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                changes.add(new Change.Put(
                        new IndexedDocument(prefix + batch + "-" + i, new long[] {batch}, new byte[200], Map.of())));
            }
            index.apply(changes);
            System.out.println(prefix + batch + END);
        }
    }
}
