package io.corrsh.index.lucene.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.lucene.codec.CodeColumns;
import io.corrsh.index.lucene.codec.Codes;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafTests {

    private static final int SIZE = 20_000;

    /** Every so many documents, one has no id and no code. */
    @ParameterizedTest
    @ValueSource(ints = {3, SIZE})
    void knowsIdsInAnyOrder(int step) throws IOException {
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
                    if (i % step != step - 1) {
                        document.add(new SortedDocValuesField("id", new BytesRef("%05d".formatted(SIZE - i))));
                        document.add(new KnnByteVectorField("code", Codes.bytes(new long[] {i}, 8)));
                    }
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                LeafReaderContext context = reader.leaves().getFirst();
                CodeColumns columns = LeafCodes.columns(context, "code", 64);
                Leaf leaf = Leaf.of(context, columns, "id");
                for (int i = 0; i < 3000; i++) {
                    int doc = columns.doc((int) (i * 7919L % columns.size()));
                    assertThat(leaf.id(leaf.idOrd(doc)).utf8ToString()).isEqualTo("%05d".formatted(SIZE - doc));
                }
                assertThatThrownBy(() -> leaf.idOrd(step - 1))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("document %d has no id".formatted(step - 1));
            }
        }
    }
}
