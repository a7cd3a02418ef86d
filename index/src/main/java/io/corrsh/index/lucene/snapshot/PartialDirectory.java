package io.corrsh.index.lucene.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * A directory that is there as a whole or not at all: it fills up under a name of its own beside its target, is synced,
 * and takes the target's name in one step. Closed before that, it goes away.
 */
final class PartialDirectory implements Closeable {

    private final Path target;
    private final Path partial;
    private boolean complete;

    /**
     * Begins to fill a directory.
     *
     * @throws FileAlreadyExistsException if something is there already, other than an empty directory
     */
    PartialDirectory(Path target) throws IOException {
        this.target = target.toAbsolutePath().normalize();
        checkFree();
        Path parent = this.target.getParent();
        if (parent == null) {
            throw new IOException("'%s' cannot be replaced: it is a root".formatted(target));
        }
        Files.createDirectories(parent);
        partial = parent.resolve(".%s.partial-%s".formatted(this.target.getFileName(), UUID.randomUUID()));
        Files.createDirectory(partial);
    }

    private void checkFree() throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new FileAlreadyExistsException("'%s' is a file; it is not replaced".formatted(target));
        }
        try (Stream<Path> files = Files.list(target)) {
            if (files.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        "'%s' is not empty; it is not replaced: name another directory, or move this one away"
                                .formatted(target));
            }
        }
    }

    Path path() {
        return partial;
    }

    /** Writes some bytes; they go through a digest. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream output) throws IOException;
    }

    /** Writes a file, syncs it, and says what it is. */
    SnapshotFile write(String name, Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel =
                FileChannel.open(partial.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(new DigestOutputStream(Channels.newOutputStream(channel), digest));
            channel.force(true);
            return new SnapshotFile(name, channel.size(), Sha256.hex(digest.digest()));
        }
    }

    /** Gives the directory its name. */
    void complete() throws IOException {
        IOUtils.fsync(partial, true);
        // Onto a directory this fails unless it is empty, also if another process filled it meanwhile.
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        complete = true;
        Path parent = target.getParent();
        if (parent != null) {
            IOUtils.fsync(parent, true);
        }
    }

    @Override
    public void close() throws IOException {
        if (!complete) {
            IOUtils.rm(partial);
        }
    }
}
