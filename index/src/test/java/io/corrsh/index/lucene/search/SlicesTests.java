package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.Deadline;
import io.corrsh.index.lucene.codec.Codes;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches segments cut so that several threads work on one of them. */
class SlicesTests {

    private static final int BITS = 256;
    private static final int SIZE = 30_000;
    private static final int SLICE_WORDS = 1 << 13;

    @TempDir
    Path path;

    @Test
    void findsTheSameOnSeveralThreads() throws IOException {
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        long[][] codes = new long[SIZE][];
        for (int i = 0; i < SIZE; i++) {
            // Few different codes make many ties.
            long bits = 1L << random.nextInt(64) | 1L << random.nextInt(64);
            codes[i] = new long[] {bits, -1, random.nextInt(2), 0};
        }
        try (Directory directory = new MMapDirectory(path)) {
            write(directory, codes);
            try (DirectoryReader reader = DirectoryReader.open(directory);
                    ExecutorService helpers = Executors.newFixedThreadPool(2)) {
                assertThat(LeafCodes.slices(LeafCodes.columns(reader.leaves().getFirst(), "code", BITS), SLICE_WORDS))
                        .hasSizeGreaterThan(10);
                List<HammingKnnQuery> queries = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    queries.add(new HammingKnnQuery(
                            "code",
                            "id",
                            BITS,
                            codes[random.nextInt(SIZE)],
                            null,
                            1 + random.nextInt(200),
                            i % 2 == 0 ? BITS : 1 + random.nextInt(4),
                            null));
                }
                IndexSearcher searcher = new IndexSearcher(reader, helpers);
                List<HammingHits> together = KnnSearch.run(searcher, queries, SLICE_WORDS);
                for (int i = 0; i < queries.size(); i++) {
                    String what = "-Dcorrsh.seed=%d, query %d".formatted(seed, i);
                    List<Integer> expected = expected(codes, queries.get(i));
                    assertThat(docs(together.get(i))).as(what).isEqualTo(expected);
                    assertThat(docs(queries.get(i).search(searcher))).as(what).isEqualTo(expected);
                    assertThat(together.get(i).compared()).as(what).isEqualTo(SIZE);
                    HammingHistogram.Counts counts = new HammingHistogram(
                                    "code", BITS, queries.get(i).code, queries.get(i).radius, null, Deadline.NEVER)
                            .count(searcher);
                    assertThat(IntStream.range(0, counts.byDistance().length)
                                    .mapToLong(distance -> counts.byDistance()[distance])
                                    .sum())
                            .as(what)
                            .isEqualTo(together.get(i).total());
                }
            }
        }
    }

    private static void write(Directory directory, long[][] codes) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setRAMBufferSizeMB(200)
                .setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return new HammingCodesFormat();
                    }
                });
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < codes.length; i++) {
                Document document = new Document();
                document.add(new SortedDocValuesField("id", new BytesRef("%07d".formatted(i))));
                document.add(new KnnByteVectorField("code", Codes.bytes(codes[i], BITS / 8)));
                writer.addDocument(document);
                if (i == codes.length - 1000) {
                    writer.flush();
                }
            }
        }
    }

    private static List<Integer> docs(HammingHits hits) {
        return hits.nearest().stream().map(HammingHit::doc).toList();
    }

    private static List<Integer> expected(long[][] codes, HammingKnnQuery query) {
        int[] distances = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            for (int word = 0; word < codes[i].length; word++) {
                distances[i] += Long.bitCount(codes[i][word] ^ query.code[word]);
            }
        }
        return IntStream.range(0, codes.length)
                .filter(i -> distances[i] <= query.radius)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> distances[i]).thenComparing(i -> i))
                .limit(query.k)
                .toList();
    }
}
