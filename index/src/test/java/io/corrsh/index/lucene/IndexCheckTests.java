package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.check.IndexCheck;
import io.corrsh.index.lucene.check.IndexReport;
import io.corrsh.index.lucene.codec.HammingCodesFormat;
import io.corrsh.index.lucene.commit.CommitData;
import io.corrsh.index.lucene.document.DocumentMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCheckTests {

    private static final CodeSpace SPACE = new CodeSpace("model", 64);

    @TempDir
    Path path;

    private static Change put(String id, long... code) {
        return new Change.Put(new IndexedDocument(id, code.length == 0 ? null : code, new byte[3], Map.of()));
    }

    private static Document document(String id, long... code) {
        return new DocumentMapper(SPACE)
                .document(new IndexedDocument(id, code.length == 0 ? null : code, new byte[3], Map.of()));
    }

    /** Writes past the index what it would never write. */
    private IndexReport checkOf(Document... documents) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return new HammingCodesFormat();
            }
        });
        try (Directory directory = FSDirectory.open(path);
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (Document document : documents) {
                writer.addDocument(document);
            }
            writer.setLiveCommitData(
                    new CommitData(SPACE, Instant.EPOCH).toUserData().entrySet());
            writer.commit();
        }
        return IndexCheck.check(path);
    }

    @Test
    void findsNothingWrongWithAGoodIndex() throws Exception {
        try (LuceneHammingIndex index =
                LuceneHammingIndex.open(path, SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE)) {
            index.apply(List.of(put("a", 1), put("b"), put("c", 3), put("d", 4)));
            index.apply(List.of(put("a", 2), new Change.Delete("d")));
            assertThat(index.check().problems()).isEmpty();
            assertThatThrownBy(() -> IndexCheck.check(path))
                    .isInstanceOf(LockObtainFailedException.class)
                    .hasMessageContaining("is open in another process");
        }
        IndexReport report = IndexCheck.check(path);
        assertThat(report.problems()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.space()).isEqualTo(SPACE);
        assertThat(report.documents()).isEqualTo(3);
        assertThat(report.codes()).isEqualTo(2);
    }

    @Test
    void findsTwoDocumentsWithOneId() throws Exception {
        assertThat(checkOf(document("a", 1), document("b", 2), document("a", 3)).problems())
                .containsExactly("index: 2 documents have the id 'a'");
    }

    @Test
    void findsADocumentWithoutAnId() throws Exception {
        Document document = new Document();
        document.add(new KnnByteVectorField("code", new byte[8]));
        assertThat(checkOf(document("a", 1), document).problems())
                .containsExactly(
                        "index: 1 documents have ids, expected 2", "segment _0: document 1 has no id or no content");
    }

    @Test
    void findsTheContentOfAnotherDocument() throws Exception {
        Document document = document("a", 1);
        document.removeField("id");
        document.removeField("id");
        document("b", 1).getFields("id");
        document.add(document("b", 1).getFields("id")[0]);
        document.add(new SortedDocValuesField("id", new BytesRef("b")));
        assertThat(checkOf(document).problems()).containsExactly("segment _0: document 0 is 'a', expected 'b'");
    }

    @Test
    void findsContentThatCannotBeUnpacked() throws Exception {
        Document document = document("a", 1);
        document.removeField("packed");
        document.add(new BinaryDocValuesField("packed", new BytesRef(new byte[] {0, 120})));
        assertThat(checkOf(document).problems())
                .singleElement()
                .asString()
                .startsWith("segment _0: document 0 ('a') cannot be unpacked");
    }

    @Test
    void findsCodesOfAnotherLength() throws Exception {
        Document document = document("a", 1);
        document.removeField("code");
        document.add(new KnnByteVectorField("code", new byte[9]));
        assertThat(checkOf(document).problems()).containsExactly("segment _0: codes have 72 bits, expected 64");
    }

    @Test
    void refusesADirectoryWithoutAnIndex() {
        assertThatThrownBy(() -> IndexCheck.check(path))
                .isInstanceOf(IndexNotFoundException.class)
                .hasMessageContaining("holds no index");
    }
}
