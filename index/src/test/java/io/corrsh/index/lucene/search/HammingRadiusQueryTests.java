package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.lucene.codec.Codes;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HammingRadiusQueryTests {

    private static final int SIZE = 5000;

    private final long seed =
            Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @CsvSource({"16, 0", "64, 0.1", "72, 0", "128, 0.1", "256, 0.1"})
    void matchesAllWithinTheRadius(int bits, double withoutCode) throws IOException {
        long[][] codes = new long[SIZE][];
        try (Directory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig().setCodec(new Lucene104Codec() {
                @Override
                public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return new HammingCodesFormat();
                }
            });
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (int i = 0; i < SIZE; i++) {
                    Document document = new Document();
                    document.add(new StringField("id", Integer.toString(i), Field.Store.NO));
                    document.add(new StoredField("number", i));
                    document.add(new IntField("rank", i, Field.Store.NO));
                    if (random.nextDouble() >= withoutCode) {
                        codes[i] = code(bits);
                        document.add(new KnnByteVectorField("code", Codes.bytes(codes[i], bits / 8)));
                    }
                    writer.addDocument(document);
                    if (random.nextInt(2000) == 0) {
                        writer.flush();
                    }
                }
                for (int deletes = random.nextInt(2) * 300; deletes > 0; deletes--) {
                    int gone = random.nextInt(SIZE);
                    codes[gone] = null;
                    writer.deleteDocuments(new Term("id", Integer.toString(gone)));
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (int i = 0; i < 10; i++) {
                    check(new IndexSearcher(reader), codes, bits);
                }
            }
        }
    }

    /** Few bits vary, so that there are matches at every radius. */
    private long[] code(int bits) {
        long[] code = new long[(bits + 63) / 64];
        for (int flips = random.nextInt(16); flips > 0; flips--) {
            int bit = random.nextInt(bits);
            code[bit / 64] ^= 1L << (63 - bit % 64);
        }
        return code;
    }

    private void check(IndexSearcher searcher, long[][] codes, int bits) throws IOException {
        long[] code = code(bits);
        int radius = random.nextInt(bits + 3);
        // From one document to all: beside a few the codes of these are looked up, beside many there is a scan.
        int from = random.nextInt(SIZE);
        int to = Math.min(SIZE - 1, from + random.nextInt(1 << random.nextInt(14)));
        Query near = new HammingRadiusQuery("code", bits, code, radius);
        Query both = new BooleanQuery.Builder()
                .add(near, BooleanClause.Occur.MUST)
                .add(IntField.newRangeQuery("rank", from, to), BooleanClause.Occur.FILTER)
                .build();
        assertFound(searcher, near, expected(codes, code, bits, radius, 0, SIZE - 1));
        assertFound(searcher, both, expected(codes, code, bits, radius, from, to));
    }

    private static TreeMap<Integer, Float> expected(
            long[][] codes, long[] code, int bits, int radius, int from, int to) {
        TreeMap<Integer, Float> expected = new TreeMap<>();
        for (int i = from; i <= to; i++) {
            if (codes[i] != null) {
                int distance = 0;
                for (int word = 0; word < code.length; word++) {
                    distance += Long.bitCount(codes[i][word] ^ code[word]);
                }
                if (distance <= radius) {
                    expected.put(i, (float) (bits - distance) / bits);
                }
            }
        }
        return expected;
    }

    private void assertFound(IndexSearcher searcher, Query query, TreeMap<Integer, Float> expected) throws IOException {
        TreeMap<Integer, Float> found = new TreeMap<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(query, SIZE).scoreDocs) {
            found.put(stored.document(hit.doc).getField("number").numericValue().intValue(), hit.score);
            if (found.size() < 5) {
                assertThat(searcher.explain(query, hit.doc).getValue().floatValue())
                        .isEqualTo(hit.score);
            }
        }
        assertThat(found).as("-Dcorrsh.seed=%d: %s", seed, query).isEqualTo(expected);
        assertThat(searcher.count(query))
                .as("-Dcorrsh.seed=%d: %s", seed, query)
                .isEqualTo(expected.size());
    }

    @ParameterizedTest
    @CsvSource({"128, 1, of 128 bits must have 2 words", "64, -1, must not be negative"})
    void refusesWhatBreaksARule(int bits, int radius, String message) {
        assertThatThrownBy(() -> new HammingRadiusQuery("code", bits, new long[1], radius))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
