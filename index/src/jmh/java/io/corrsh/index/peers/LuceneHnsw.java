package io.corrsh.index.peers;

import io.corrsh.index.lucene.codec.Codes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.bitvectors.HnswBitVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** Lucene's own graph over bits, with its defaults, in one segment; it looks at four times k. */
final class LuceneHnsw implements Peer {

    private static final int LOOK = 4;

    @Override
    public String name() {
        return "Lucene HnswBitVectorsFormat";
    }

    @Override
    public int most() {
        return 100_000;
    }

    @Override
    public List<Measurement> measure(Dataset data, int[] ks, Path path) throws IOException {
        KnnVectorsFormat format = new HnswBitVectorsFormat();
        IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(256).setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        });
        try (Directory directory = FSDirectory.open(path)) {
            double start = Clock.processSeconds();
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (long code : data.codes) {
                    Document document = new Document();
                    document.add(new KnnByteVectorField("code", bytes(code)));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            double build = Clock.processSeconds() - start;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                List<Measurement> measured = new ArrayList<>();
                for (int k : ks) {
                    int[][] answers = new int[Dataset.QUERIES][];
                    double millis = Clock.millis(answers, query -> search(searcher, data.queries[query], k));
                    measured.add(new Measurement(
                            name(), data.kind, data.codes.length, k, build, millis, data.recall(answers, k)));
                }
                return measured;
            }
        }
    }

    private static byte[] bytes(long code) {
        return Codes.bytes(new long[] {code}, Dataset.BITS / 8);
    }

    private static int[] search(IndexSearcher searcher, long code, int k) throws IOException {
        ScoreDoc[] hits = searcher.search(new KnnByteVectorQuery("code", bytes(code), LOOK * k), k).scoreDocs;
        return Arrays.stream(hits).mapToInt(hit -> hit.doc).toArray();
    }
}
