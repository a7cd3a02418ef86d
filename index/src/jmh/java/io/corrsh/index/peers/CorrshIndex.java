package io.corrsh.index.peers;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.HammingQuery;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.IndexListener;
import io.corrsh.index.lucene.LuceneHammingIndex;
import io.corrsh.index.lucene.LuceneIndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our index as its users have it: on disk, with ids, and the documents of the hits fetched. */
final class CorrshIndex implements Peer {

    private static final int BATCH = 50_000;

    private final @Nullable Path kept;

    /** Builds indexes where they stay, for the next run to upgrade and measure; {@code null} to build a new one each time. */
    CorrshIndex(@Nullable Path kept) {
        this.kept = kept;
    }

    @Override
    public String name() {
        return "CorrSH";
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<Measurement> measure(Dataset data, int[] ks, Path directory) throws IOException {
        Path place = kept == null ? directory : kept.resolve(data.kind + "-" + data.codes.length);
        CodeSpace space = new CodeSpace("bench", Dataset.BITS);
        try (LuceneHammingIndex index =
                LuceneHammingIndex.open(place, space, LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
            double start = Clock.processSeconds();
            if (index.statistics().documents() == 0) {
                fill(index, data);
            } else {
                index.upgrade();
            }
            double build = Clock.processSeconds() - start;
            System.out.println(index.statistics());
            List<Measurement> measured = new ArrayList<>();
            for (int k : ks) {
                int[][] answers = new int[Dataset.QUERIES][];
                double millis = Clock.millis(answers, query -> search(index, data.queries[query], k));
                measured.add(new Measurement(
                        name(), data.kind, data.codes.length, k, build, millis, data.recall(answers, k)));
            }
            return measured;
        }
    }

    private static void fill(LuceneHammingIndex index, Dataset data) {
        List<Change> batch = new ArrayList<>();
        for (int i = 0; i < data.codes.length; i++) {
            batch.add(new Change.Put(
                    new IndexedDocument(Integer.toString(i), new long[] {data.codes[i]}, new byte[0], Map.of())));
            if (batch.size() == BATCH || i == data.codes.length - 1) {
                index.apply(batch);
                batch.clear();
            }
        }
    }

    private static int[] search(LuceneHammingIndex index, long code, int k) {
        return index.search(new HammingQuery(new long[] {code}, null, k, Dataset.BITS, null)).neighbours().stream()
                .mapToInt(hit -> Integer.parseInt(hit.document().id()))
                .toArray();
    }
}
