package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.index.lucene.codec.Codes;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HammingKnnQueryTests {

    private final Directory directory = new ByteBuffersDirectory();
    private DirectoryReader reader;
    private IndexSearcher searcher;

    @BeforeEach
    void index() throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return new HammingCodesFormat();
            }
        });
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < 64; i++) {
                Document document = new Document();
                document.add(new SortedDocValuesField("id", new BytesRef("%02d".formatted(i))));
                document.add(new StringField("parity", i % 2 == 0 ? "even" : "odd", Field.Store.NO));
                // The first i bits are set.
                document.add(new KnnByteVectorField("code", Codes.bytes(new long[] {i == 0 ? 0 : -1L << (64 - i)}, 8)));
                writer.addDocument(document);
                if (i % 20 == 19) {
                    writer.flush();
                }
            }
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        directory.close();
    }

    private static HammingKnnQuery query(int k, int radius, Query filter) {
        return new HammingKnnQuery("code", "id", 64, new long[1], null, k, radius, filter);
    }

    private static List<String> ids(HammingHits hits) {
        return hits.nearest().stream().map(hit -> "%02d".formatted(hit.doc())).toList();
    }

    @Test
    void takesAnyLuceneQueryAsAFilter() throws IOException {
        HammingHits hits =
                query(3, 64, new TermQuery(new Term("parity", "odd"))).search(searcher);
        assertThat(ids(hits)).containsExactly("01", "03", "05");
        assertThat(hits.total()).isEqualTo(32);
    }

    @Test
    void countsAllWithinTheRadius() throws IOException {
        HammingHits hits = query(2, 9, null).search(searcher);
        assertThat(ids(hits)).containsExactly("00", "01");
        assertThat(hits.total()).isEqualTo(10);
        assertThat(hits.compared()).isEqualTo(64);
    }

    @Test
    void comparesOnlyWhatASelectiveFilterPasses() throws IOException {
        Query filter = new TermQuery(new Term("parity", "neither"));
        assertThat(query(3, 64, filter).search(searcher).compared()).isZero();
    }

    @Test
    void scoresAsAPartOfAnotherQuery() throws IOException {
        Query both = new BooleanQuery.Builder()
                .add(query(10, 64, null), BooleanClause.Occur.MUST)
                .add(new TermQuery(new Term("parity", "odd")), BooleanClause.Occur.FILTER)
                .build();
        List<String> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(both, 20).scoreDocs) {
            found.add("%d %.4f".formatted(hit.doc, hit.score));
            assertThat(searcher.explain(both, hit.doc).getValue().floatValue()).isEqualTo(hit.score);
        }
        assertThat(found).containsExactly("1 0.9844", "3 0.9531", "5 0.9219", "7 0.8906", "9 0.8594");
        assertThat(searcher.count(both)).isEqualTo(5);
    }
}
