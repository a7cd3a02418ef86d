package io.corrsh.index.lucene.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HammingCodesFormatTests {

    @TempDir
    Path path;

    private static IndexWriterConfig config(KnnVectorsFormat format) {
        return new IndexWriterConfig().setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        });
    }

    private static byte[] code(int number, int bytes) {
        byte[] code = new byte[bytes];
        new Random(number).nextBytes(code);
        return code;
    }

    private static Document document(int number, int bytes) {
        Document document = new Document();
        document.add(new StringField("id", Integer.toString(number), Field.Store.YES));
        document.add(new NumericDocValuesField("number", number));
        if (number % 5 != 3) {
            document.add(new KnnByteVectorField("code", code(number, bytes)));
        }
        return document;
    }

    /** Adds documents in several segments, then deletes some. */
    private static void fill(Directory directory, IndexWriterConfig config, int bytes) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, config.setMergePolicy(NoMergePolicy.INSTANCE))) {
            for (int number = 0; number < 700; number++) {
                writer.addDocument(document(number * 7919 % 700, bytes));
                if (number % 200 == 199) {
                    writer.commit();
                }
            }
            for (int number = 0; number < 700; number += 9) {
                writer.deleteDocuments(new Term("id", Integer.toString(number)));
            }
        }
    }

    /** Checks every code, and returns how many there are. */
    private static int check(Directory directory, int bytes) throws IOException {
        int codes = 0;
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                CodeColumns columns = CodeColumns.of(leaf.reader(), "code");
                assertThat(columns).isNotNull();
                NumericDocValues numbers = leaf.reader().getNumericDocValues("number");
                for (int doc = numbers.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = numbers.nextDoc()) {
                    int number = (int) numbers.longValue();
                    int ord = columns.ord(doc);
                    assertThat(ord >= 0).isEqualTo(number % 5 != 3);
                    if (ord >= 0) {
                        assertThat(Codes.bytes(columns.code(ord), bytes)).isEqualTo(code(number, bytes));
                        assertThat(columns.doc(ord)).isEqualTo(doc);
                        codes++;
                    }
                }
            }
        }
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_SLOW_CHECKS);
            assertThat(check.checkIndex().clean).isTrue();
        }
        return codes;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 9, 16, 24, 32})
    void keepsCodesThroughFlushAndMerge(int bytes) throws IOException {
        try (Directory directory = new MMapDirectory(path)) {
            fill(directory, config(new HammingCodesFormat()), bytes);
            assertThat(check(directory, bytes)).isEqualTo(560);
            merge(directory, config(new HammingCodesFormat()));
            assertThat(check(directory, bytes)).isEqualTo(560 - 62);
        }
    }

    private static void merge(Directory directory, IndexWriterConfig config) throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            writer.forceMerge(1);
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            assertThat(reader.leaves()).hasSize(1);
            assertThat(reader.hasDeletions()).isFalse();
        }
    }

    @Test
    void copiesCodesWhereFilesAreNotMapped() throws IOException {
        try (Directory files = new NIOFSDirectory(path);
                Directory memory = new ByteBuffersDirectory()) {
            for (Directory directory : new Directory[] {files, memory}) {
                fill(directory, config(new HammingCodesFormat()), 20);
                assertThat(check(directory, 20)).isEqualTo(560);
            }
        }
    }

    @Test
    void followsTheOrderOfASortedIndex() throws IOException {
        Sort sort = new Sort(new SortField("number", SortField.Type.INT, true));
        try (Directory directory = new MMapDirectory(path)) {
            fill(directory, config(new HammingCodesFormat()).setIndexSort(sort), 8);
            assertThat(check(directory, 8)).isEqualTo(560);
            merge(directory, config(new HammingCodesFormat()).setIndexSort(sort));
            assertThat(check(directory, 8)).isEqualTo(560 - 62);
        }
    }

    @Test
    void mergesSegmentsOfAnotherFormat() throws IOException {
        try (Directory directory = new MMapDirectory(path)) {
            fill(directory, new IndexWriterConfig(), 8);
            merge(directory, config(new HammingCodesFormat()));
            assertThat(check(directory, 8)).isEqualTo(560 - 62);
        }
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        try (Directory directory = new MMapDirectory(path)) {
            fill(directory, new IndexWriterConfig(), 8);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                assertThatThrownBy(
                                () -> CodeColumns.of(reader.leaves().getFirst().reader(), "code"))
                        .hasMessage("field 'code' must be kept by HammingCodesFormat");
            }
        }
    }

    @Test
    void refusesANewerVersion() throws IOException {
        try (Directory directory = new MMapDirectory(path)) {
            KnnVectorsFormat newer = new HammingCodesFormat(HammingCodesFormat.VERSION_CURRENT + 1);
            try (IndexWriter writer = new IndexWriter(directory, config(newer))) {
                writer.addDocument(document(1, 8));
            }
            assertThatThrownBy(() -> DirectoryReader.open(directory)).isInstanceOf(IndexFormatTooNewException.class);
        }
    }

    @Test
    void answersTheVectorQueryOfLucene() throws IOException {
        try (Directory directory = new MMapDirectory(path)) {
            fill(directory, config(new HammingCodesFormat()), 8);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                TopDocs hits = searcher.search(new KnnByteVectorQuery("code", code(17, 8), 3), 3);
                assertThat(searcher.storedFields()
                                .document(hits.scoreDocs[0].doc)
                                .get("id"))
                        .isEqualTo("17");
                assertThat(hits.scoreDocs[0].score).isEqualTo(1);
            }
        }
    }
}
