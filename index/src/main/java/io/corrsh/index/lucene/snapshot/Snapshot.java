package io.corrsh.index.lucene.snapshot;

import io.corrsh.index.IndexMismatchException;
import io.corrsh.index.lucene.commit.CommitData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.store.BufferedChecksumIndexInput;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.Version;

/**
 * A copy of one commit of an index in a directory of its own, with a {@link SnapshotManifest}. Everything that writes does
 * so beside its target and moves it into place when it is whole and synced. Immutable.
 */
public final class Snapshot {

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final SnapshotManifest manifest;

    private Snapshot(Path directory, SnapshotManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Copies a commit, which somebody must hold meanwhile. Each file's own checksum is compared as it is read, so that
     * damage is found rather than copied.
     *
     * @param target a directory that is empty or not there yet
     * @throws CorruptIndexException if a file of the index is damaged
     * @throws FileAlreadyExistsException if there is something at the target
     */
    public static Snapshot copy(IndexCommit commit, Path target) throws IOException {
        Directory source = commit.getDirectory();
        CommitData data = CommitData.of(commit.getUserData(), source.toString());
        try (PartialDirectory partial = new PartialDirectory(target)) {
            List<SnapshotFile> files = new ArrayList<>();
            for (String name : commit.getFileNames().stream().sorted().toList()) {
                files.add(partial.write(name, output -> copy(source, name, output)));
            }
            SnapshotManifest manifest = new SnapshotManifest(
                    data.space(),
                    documents(partial.path(), target),
                    data.committed(),
                    CommitData.FORMAT,
                    Version.LATEST.toString(),
                    files);
            partial.write(SnapshotManifest.FILE, output -> output.write(ManifestText.write(manifest)));
            partial.complete();
            return new Snapshot(target, manifest);
        }
    }

    private static void copy(Directory source, String name, OutputStream output) throws IOException {
        try (IndexInput input = source.openInput(name, IOContext.READONCE)) {
            BufferedChecksumIndexInput checked = new BufferedChecksumIndexInput(input);
            byte[] buffer = new byte[BUFFER];
            long left = input.length() - CodecUtil.footerLength();
            while (left > 0) {
                int part = (int) Math.min(left, buffer.length);
                checked.readBytes(buffer, 0, part);
                output.write(buffer, 0, part);
                left -= part;
            }
            CodecUtil.checkFooter(checked);
            output.write(CodecUtil.readFooter(input));
        }
    }

    /** Opens the copy of an index, so that what cannot be opened is not called one. */
    private static long documents(Path copy, Path target) throws IOException {
        try (Directory directory = FSDirectory.open(copy);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            CommitData.of(reader.getIndexCommit().getUserData(), target.toString());
            return reader.numDocs();
        } catch (IndexFormatTooNewException e) {
            throw new IndexMismatchException(
                    "the index for '%s' was written by a newer version: %s".formatted(target, e.getMessage()));
        }
    }

    /** Whether a directory holds a snapshot. */
    public static boolean isAt(Path directory) {
        return Files.exists(directory.resolve(SnapshotManifest.FILE));
    }

    /**
     * Reads the manifest of a snapshot; its files are not looked at yet.
     *
     * @throws IndexMismatchException if a newer version wrote it
     * @throws CorruptIndexException if the manifest is damaged
     * @throws NoSuchFileException if there is none
     */
    public static Snapshot at(Path directory) throws IOException {
        Path file = directory.resolve(SnapshotManifest.FILE);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    "'%s' is not a snapshot: it has no file '%s'".formatted(directory, SnapshotManifest.FILE));
        }
        SnapshotManifest manifest = ManifestText.read(Files.readAllBytes(file), file.toString());
        if (manifest.indexFormat() > CommitData.FORMAT) {
            throw new IndexMismatchException(
                    "the snapshot at '%s' has format %d, written by a newer version; this one reads up to %d"
                            .formatted(directory, manifest.indexFormat(), CommitData.FORMAT));
        }
        return new Snapshot(directory, manifest);
    }

    /** What it holds. */
    public SnapshotManifest manifest() {
        return manifest;
    }

    /**
     * Compares the length and the checksum of every file.
     *
     * @throws CorruptIndexException if one differs or is missing; the message names it
     */
    public void verify() throws IOException {
        for (SnapshotFile file : manifest.files()) {
            verify(file, OutputStream.nullOutputStream());
        }
    }

    private void verify(SnapshotFile file, OutputStream output) throws IOException {
        Path path = directory.resolve(file.name());
        if (!Files.exists(path)) {
            throw new CorruptIndexException("a file of the snapshot is missing", path.toString());
        }
        if (Files.size(path) != file.bytes()) {
            throw new CorruptIndexException(
                    "a file of the snapshot has %d bytes, expected %d".formatted(Files.size(path), file.bytes()),
                    path.toString());
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream input = new DigestInputStream(Files.newInputStream(path), digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                output.write(buffer, 0, read);
            }
        }
        String sha256 = Sha256.hex(digest.digest());
        if (!sha256.equals(file.sha256())) {
            throw new CorruptIndexException(
                    "a file of the snapshot has the SHA-256 %s, expected %s".formatted(sha256, file.sha256()),
                    path.toString());
        }
    }

    /**
     * Makes an index of it. Nothing is at the target before all files are verified, opened and synced, and nothing that
     * was there is replaced.
     *
     * @param target a directory that is empty or not there yet
     * @throws CorruptIndexException if a file is damaged
     * @throws IndexMismatchException if this version cannot read the index
     * @throws FileAlreadyExistsException if there is something at the target
     */
    public void restore(Path target) throws IOException {
        try (PartialDirectory partial = new PartialDirectory(target)) {
            for (SnapshotFile file : manifest.files()) {
                partial.write(file.name(), output -> verify(file, output));
            }
            long documents = documents(partial.path(), target);
            if (documents != manifest.documents()) {
                throw new CorruptIndexException(
                        "the snapshot has %d documents, expected %d".formatted(documents, manifest.documents()),
                        directory.toString());
            }
            partial.complete();
        }
    }
}
