package io.corrsh.index.lucene.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of the format's files, flipped or cut off, is missed when the files are opened or checked. */
class FormatDamageTests {

    /** So that the shorter field has chunk tables and the other does not. */
    private static final int TABLES_FROM = 50;

    private static final long SEED = Long.getLong("corrsh.seed", 77);

    @TempDir
    Path path;

    private final Map<String, byte[]> files = new HashMap<>();

    /** A sparse segment of two fields, one of them of more than a word. */
    @BeforeEach
    void write() throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setUseCompoundFile(false)
                .setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return HammingCodesFormat.withTablesFrom(TABLES_FROM);
                    }
                });
        try (Directory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                SplittableRandom random = new SplittableRandom(SEED);
                for (int number = 0; number < 50; number++) {
                    Document document = new Document();
                    byte[] code = new byte[9];
                    random.nextBytes(code);
                    if (number % 3 != 1) {
                        document.add(new KnnByteVectorField("long", code));
                    }
                    document.add(new KnnByteVectorField("short", Arrays.copyOf(code, 2)));
                    writer.addDocument(document);
                }
            }
            for (String name : directory.listAll()) {
                try (IndexInput input = directory.openInput(name, IOContext.READONCE)) {
                    byte[] bytes = new byte[(int) input.length()];
                    input.readBytes(bytes, 0, bytes.length);
                    files.put(name, bytes);
                }
            }
        }
    }

    private String file(String extension) {
        return files.keySet().stream()
                .filter(name -> name.endsWith("." + extension))
                .findFirst()
                .orElseThrow();
    }

    /** Writes the segment with one file replaced, opens it and reads everything. */
    private void read(Directory directory, String replaced, byte[] bytes) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (IndexOutput output = directory.createOutput(file.getKey(), IOContext.DEFAULT)) {
                byte[] content = file.getKey().equals(replaced) ? bytes : file.getValue();
                output.writeBytes(content, content.length);
            }
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).getVectorReader().checkIntegrity();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HammingCodesFormat.META_EXTENSION, HammingCodesFormat.DATA_EXTENSION})
    void everyFlippedByteIsFound(String extension) throws IOException {
        String name = file(extension);
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] bytes = files.get(name);
        assertThat(bytes.length).isGreaterThan(100);
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            try (Directory directory = new ByteBuffersDirectory()) {
                assertThatThrownBy(() -> read(directory, name, flipped))
                        .as("-Dcorrsh.seed=%d: %s, byte %d of %d", SEED, name, at, bytes.length)
                        .isInstanceOfAny(
                                CorruptIndexException.class,
                                IndexFormatTooNewException.class,
                                IndexFormatTooOldException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HammingCodesFormat.META_EXTENSION, HammingCodesFormat.DATA_EXTENSION})
    void everyCutIsFound(String extension) throws IOException {
        String name = file(extension);
        byte[] bytes = files.get(name);
        int step = 1 + bytes.length / 1000;
        for (int length = 0; length < bytes.length; length += step) {
            byte[] cut = Arrays.copyOf(bytes, length);
            try (Directory directory = new ByteBuffersDirectory()) {
                assertThatThrownBy(() -> read(directory, name, cut))
                        .as("%s cut to %d of %d bytes", name, length, bytes.length)
                        .isInstanceOfAny(CorruptIndexException.class, EOFException.class);
            }
        }
    }

    /** Where files are mapped, a read beyond their end would end the process. */
    @Test
    void cutsAreFoundInMappedFilesToo() throws IOException {
        String name = file(HammingCodesFormat.DATA_EXTENSION);
        byte[] bytes = files.get(name);
        for (int length = 0; length < bytes.length; length += 97) {
            byte[] cut = Arrays.copyOf(bytes, length);
            try (Directory directory = new MMapDirectory(path.resolve("cut" + length))) {
                assertThatThrownBy(() -> read(directory, name, cut))
                        .isInstanceOfAny(CorruptIndexException.class, EOFException.class);
            }
        }
    }

    @Test
    void undamagedFilesAreRead() throws IOException {
        try (Directory directory = new ByteBuffersDirectory()) {
            read(directory, "none", new byte[0]);
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                LeafReader leaf = reader.leaves().getFirst().reader();
                assertThat(CodeColumns.of(leaf, "short").tables()).isNotNull();
                assertThat(CodeColumns.of(leaf, "long").tables()).isNull();
            }
        }
    }
}
