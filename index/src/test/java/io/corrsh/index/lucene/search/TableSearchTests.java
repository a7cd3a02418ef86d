package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.codec.Codes;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSearchTests {

    private static final int DOCUMENTS = 12_000;

    private long seed = System.nanoTime();
    private Random random = new Random(seed);
    private final List<Coded> alive = new ArrayList<>();

    private record Coded(String id, long[] code, boolean even) {}

    private record Ranked(String id, int distance, double weighted) {}

    /** The number of segments searched by tables, and of queries that gave tables up for the scan. */
    private record Taken(int byTables, int inVain) {}

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 64, 72, 128, 192, 256, 512})
    void findsWhatBruteForceFinds(int bits) throws IOException {
        compareWithBruteForce(bits);
    }

    /** Which plan pays depends on the data, so that this is asked of data that are always the same. */
    @ParameterizedTest
    @ValueSource(ints = {64, 72, 128, 192, 256, 512})
    void takesTheTablesForSomeQueriesAndGivesThemUpForOthers(int bits) throws IOException {
        seed = 20_200_706;
        random = new Random(seed);
        Taken taken = compareWithBruteForce(bits);
        assertThat(taken.byTables).isPositive();
        assertThat(taken.inVain).isPositive();
    }

    private Taken compareWithBruteForce(int bits) throws IOException {
        try (Directory directory = new ByteBuffersDirectory();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            fill(directory, bits);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher one = new IndexSearcher(reader);
                IndexSearcher two = new IndexSearcher(reader, threads);
                int byTables = 0;
                int inVain = 0;
                for (int i = 0; i < 40; i++) {
                    boolean filtered = random.nextInt(3) == 0;
                    Query filter = filtered ? new TermQuery(new Term("parity", "even")) : null;
                    long[] code = near(alive.get(random.nextInt(alive.size())).code, bits, random.nextDouble() * .1);
                    float[] weights = random.nextBoolean() ? null : weights(bits);
                    int k = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
                    int radius = random.nextBoolean() ? bits : random.nextInt(Math.min(bits, 14));
                    HammingKnnQuery query = new HammingKnnQuery(
                            "code",
                            "id",
                            bits,
                            code,
                            weights == null ? null : new BitWeights(weights),
                            k,
                            radius,
                            filter);
                    HammingHits hits = query.search(random.nextBoolean() ? one : two);
                    String what = "seed %d, query %d: %s".formatted(seed, i, query.toString("") + hits.plan());
                    assertThat(ranked(reader, hits)).as(what).isEqualTo(brute(query, weights, filtered));
                    assertThat(hits.total()).as(what).isEqualTo(total(query, filtered));
                    byTables += hits.plan().segmentsByTables();
                    inVain += hits.plan().lists() > 0 && hits.plan().segmentsByScan() > 0 ? 1 : 0;
                }
                return new Taken(byTables, inVain);
            }
        }
    }

    @Test
    void writesTheSameTablesFromMemoryAndFromSegments() throws IOException {
        try (Directory directory = new ByteBuffersDirectory()) {
            fill(directory, 64);
            try (IndexWriter writer = new IndexWriter(directory, config())) {
                writer.forceMerge(1);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                CodeColumns columns = CodeColumns.of(reader.leaves().getFirst().reader(), "code");
                assertThat(columns.tables()).isNotNull();
                int[] ord = new int[1];
                for (int chunk = 0; chunk < columns.tables().chunks().count(); chunk++) {
                    int at = 0;
                    for (int value = 0; value < 1 << columns.tables().chunks().bits(chunk); value++) {
                        int end = columns.tables().from(chunk, value + 1);
                        for (int last = -1; at < end; at++, last = ord[0]) {
                            columns.tables().ordinals(chunk, at, at + 1, ord, 0);
                            assertThat(ord[0]).isGreaterThan(last);
                            assertThat(columns.tables().chunks().value(chunk, columns.code(ord[0])))
                                    .isEqualTo(value);
                        }
                    }
                    assertThat(at).isEqualTo(columns.size());
                }
            }
            assertThat(directory.listAll()).noneMatch(file -> file.endsWith(".tmp"));
        }
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig().setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return HammingCodesFormat.withTablesFrom(1000);
            }
        });
    }

    private void fill(Directory directory, int bits) throws IOException {
        long[][] centres = new long[40][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = near(new long[(bits + 63) / 64], bits, .5);
        }
        try (IndexWriter writer = new IndexWriter(directory, config())) {
            for (int i = 0; i < DOCUMENTS; i++) {
                Coded coded = new Coded(
                        "%08x".formatted(random.nextInt()) + i,
                        near(centres[random.nextInt(centres.length)], bits, .08),
                        random.nextBoolean());
                Document document = new Document();
                document.add(new SortedDocValuesField("id", new BytesRef(coded.id)));
                document.add(new StringField("key", coded.id, Field.Store.NO));
                document.add(new StringField("parity", coded.even ? "even" : "odd", Field.Store.NO));
                if (random.nextInt(50) > 0) {
                    document.add(new KnnByteVectorField("code", Codes.bytes(coded.code, bits / 8)));
                    alive.add(coded);
                }
                writer.addDocument(document);
                if (i == 700 || i == 4000) {
                    writer.flush();
                }
                if (random.nextInt(20) == 0 && !alive.isEmpty()) {
                    Coded gone = alive.remove(random.nextInt(alive.size()));
                    writer.deleteDocuments(new Term("key", gone.id));
                }
            }
        }
    }

    private long[] near(long[] code, int bits, double flip) {
        long[] near = code.clone();
        for (int bit = 0; bit < bits; bit++) {
            if (random.nextDouble() < flip) {
                near[bit / 64] ^= Long.MIN_VALUE >>> bit;
            }
        }
        return near;
    }

    private float[] weights(int bits) {
        float[] weights = new float[bits];
        for (int i = 0; i < bits; i++) {
            weights[i] = random.nextInt(4) / 4f;
        }
        return weights;
    }

    private static List<Ranked> ranked(DirectoryReader reader, HammingHits hits) throws IOException {
        List<Ranked> ranked = new ArrayList<>();
        for (HammingHit hit : hits.nearest()) {
            for (var leaf : reader.leaves()) {
                int doc = hit.doc() - leaf.docBase;
                if (doc >= 0 && doc < leaf.reader().maxDoc()) {
                    var ids = leaf.reader().getSortedDocValues("id");
                    ids.advanceExact(doc);
                    ranked.add(new Ranked(
                            ids.lookupOrd(ids.ordValue()).utf8ToString(), hit.distance(), hit.weightedDistance()));
                }
            }
        }
        return ranked;
    }

    private List<Ranked> brute(HammingKnnQuery query, float[] weights, boolean filtered) {
        return alive.stream()
                .filter(coded -> !filtered || coded.even)
                .map(coded -> new Ranked(coded.id, distance(coded, query), weighted(coded, query, weights)))
                .filter(ranked -> ranked.distance <= query.radius)
                .sorted(Comparator.comparingInt(Ranked::distance)
                        .thenComparingDouble(Ranked::weighted)
                        .thenComparing(Ranked::id))
                .limit(query.k)
                .toList();
    }

    private long total(HammingKnnQuery query, boolean filtered) {
        return alive.stream()
                .filter(coded -> !filtered || coded.even)
                .filter(coded -> distance(coded, query) <= query.radius)
                .count();
    }

    private static int distance(Coded coded, HammingKnnQuery query) {
        int distance = 0;
        for (int word = 0; word < coded.code.length; word++) {
            distance += Long.bitCount(coded.code[word] ^ query.code[word]);
        }
        return distance;
    }

    private static double weighted(Coded coded, HammingKnnQuery query, float[] weights) {
        double sum = 0;
        for (int bit = 0; weights != null && bit < query.bits; bit++) {
            boolean differs = ((coded.code[bit / 64] ^ query.code[bit / 64]) & Long.MIN_VALUE >>> bit) != 0;
            sum += differs ? weights[bit] : 0;
        }
        return sum;
    }
}
