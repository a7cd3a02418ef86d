package io.corrsh.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.check.IndexCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTests {

    private static final CodeSpace SPACE = new CodeSpace("model", 64);
    private static final long CODE = 0x0123456789ABCDEFL;

    @TempDir
    Path directory;

    private LuceneHammingIndex open() throws IOException {
        return LuceneHammingIndex.open(directory, SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE);
    }

    private void make() throws IOException {
        try (LuceneHammingIndex index = open()) {
            index.apply(List.of(
                    new Change.Put(new IndexedDocument("a", new long[] {CODE}, new byte[0], Map.of())),
                    new Change.Put(new IndexedDocument("b", new long[] {1}, new byte[0], Map.of()))));
        }
    }

    private record Place(Path file, int at) {}

    /** Where the first code is on disk. */
    private Place code() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                for (int at = 0; at + Long.BYTES <= bytes.limit(); at++) {
                    if (bytes.getLong(at) == CODE) {
                        return new Place(file, at);
                    }
                }
            }
        }
        throw new AssertionError("the code is in no file");
    }

    @Test
    void findsAFlippedBitInACodeWhenItOpens() throws Exception {
        make();
        Place code = code();
        byte[] bytes = Files.readAllBytes(code.file);
        bytes[code.at + 3] ^= 4;
        Files.write(code.file, bytes);
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining("checksum failed")
                .hasMessageContaining(directory.toString());
        bytes[code.at + 3] ^= 4;
        Files.write(code.file, bytes);
        open().close();
    }

    @Test
    void findsATruncatedFileWhenItOpens() throws Exception {
        make();
        Place code = code();
        try (FileChannel channel = FileChannel.open(code.file, StandardOpenOption.WRITE)) {
            channel.truncate(code.at);
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptIndexException.class)
                .hasMessageContaining(code.file.getFileName().toString());
    }

    @Test
    void refusesAFormatOfTheFuture() throws Exception {
        make();
        try (Directory lucene = FSDirectory.open(directory);
                IndexWriter writer = new IndexWriter(lucene, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("corrsh.format", "2").entrySet());
            writer.commit();
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("has format 2, written by a newer version");
    }

    @Test
    void refusesAnIndexOfSomethingElse() throws Exception {
        try (Directory lucene = FSDirectory.open(directory);
                IndexWriter writer = new IndexWriter(lucene, new IndexWriterConfig())) {
            writer.addDocument(new Document());
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("was not written by CorrSH");
    }

    @Test
    void doesNotDeleteTheRestOfADamagedIndex() throws Exception {
        make();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("segments")) {
                    Files.delete(file);
                }
            }
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("but no commit of an index");
        assertThat(code()).isNotNull();
    }

    @Test
    void refusesADirectoryThatCannotBeWritten() throws Exception {
        make();
        FileSystem readOnly = new ReadOnlyProvider(directory.getFileSystem()).getFileSystem(null);
        Path path = readOnly.getPath(directory.toString());
        assertThatThrownBy(() -> LuceneHammingIndex.open(path, SPACE, LuceneIndexOptions.DEFAULT, IndexListener.NONE))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining(directory + "' cannot be opened: its directory cannot be written to");
        open().close();
    }

    /** A file system mounted read-only: taking rights away does not stop the superuser. */
    private static final class ReadOnlyProvider extends FilterFileSystemProvider {

        ReadOnlyProvider(FileSystem delegate) {
            super("readonly://", delegate);
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            if (List.of(modes).contains(AccessMode.WRITE)) {
                throw new AccessDeniedException(path.toString());
            }
            super.checkAccess(path, modes);
        }
    }

    /** Whatever byte of whatever file is damaged, the check says so, and codes are never wrong silently. */
    @Test
    void theCheckFindsDamageInEveryFile() throws Exception {
        long seed = Long.getLong("corrsh.seed", ThreadLocalRandom.current().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        FlatFormat.unpack(directory);
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int trial = 0; trial < 5; trial++) {
                int at = random.nextInt(bytes.length);
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, flipped);
                assertThat(isDamageFound())
                        .as("-Dcorrsh.seed=%d: %s, byte %d of %d", seed, file.getFileName(), at, bytes.length)
                        .isTrue();
            }
            Files.write(file, bytes);
        }
        assertThat(IndexCheck.check(directory).problems()).isEmpty();
    }

    private boolean isDamageFound() {
        try {
            return !IndexCheck.check(directory).clean();
        } catch (IOException e) {
            return true;
        }
    }
}
