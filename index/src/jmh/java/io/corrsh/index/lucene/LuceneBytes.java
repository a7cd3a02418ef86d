package io.corrsh.index.lucene;

import io.corrsh.index.lucene.codec.Codes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.VectorUtil;

/** What Lucene itself offers for exact search over bits: a flat file of byte vectors and {@code xorBitCount}. */
final class LuceneBytes implements Closeable {

    private static final String FIELD = "code";

    private final Directory directory;
    private final IndexWriter writer;
    private DirectoryReader reader;

    LuceneBytes(Path path) throws IOException {
        directory = FSDirectory.open(path);
        // A graph is never built: this is the exact path.
        KnnVectorsFormat flat = new Lucene99HnswVectorsFormat(16, 100, 1, null, Integer.MAX_VALUE);
        writer = new IndexWriter(
                directory, new IndexWriterConfig().setRAMBufferSizeMB(64).setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return flat;
                    }
                }));
    }

    void add(long[] code, int bits) throws IOException {
        Document document = new Document();
        document.add(new KnnByteVectorField(FIELD, Codes.bytes(code, bits / 8)));
        writer.addDocument(document);
    }

    void finish() throws IOException {
        writer.forceMerge(1);
        writer.close();
        reader = DirectoryReader.open(directory);
    }

    long[] nearest(long[] code, int bits, int k) throws IOException {
        byte[] query = Codes.bytes(code, bits / 8);
        NearestHeap nearest = new NearestHeap(k);
        for (LeafReaderContext leaf : reader.leaves()) {
            ByteVectorValues values = leaf.reader().getByteVectorValues(FIELD);
            for (int ord = 0; ord < values.size(); ord++) {
                nearest.offer(VectorUtil.xorBitCount(query, values.vectorValue(ord)), leaf.docBase + ord);
            }
        }
        return nearest.sorted();
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(reader, writer, directory);
    }
}
