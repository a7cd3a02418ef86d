package io.corrsh.model.training.scratch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Room on disk for what a training knows of each document, so that the memory it takes is the page cache's, which gives way. The files
 * are gone when this is closed, or the process is. To be used by one thread; closed by its owner.
 */
public final class Scratch implements AutoCloseable {

    private static final int ZEROS = 1 << 20;

    private final @Nullable Path directory;
    private final List<Pairs> made = new ArrayList<>();
    private final List<FileChannel> open = new ArrayList<>();

    private Scratch(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Files in a directory, which must exist, on a disk rather than in memory. */
    public static Scratch in(Path directory) {
        return new Scratch(directory);
    }

    /** No files: everything stays on the heap, for the small. */
    public static Scratch onHeap() {
        return new Scratch(null);
    }

    /**
     * So many pairs of zeros.
     *
     * @throws IOException when the disk has no room for them: what is mapped is there, so that writing to it later cannot fail
     */
    public Pairs pairs(long size) throws IOException {
        if (directory == null) {
            return Pairs.onHeap(new long[Math.toIntExact(size)]);
        }
        FileChannel file = file(directory);
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        for (long left = size * Long.BYTES; left > 0; left -= ZEROS) {
            write(file, zeros.clear().limit((int) Math.min(left, ZEROS)));
        }
        return map(file, size);
    }

    /** A writer of pairs whose number is not known yet. */
    public PairWriter writer() throws IOException {
        return new PairWriter(this, directory == null ? null : file(directory));
    }

    private FileChannel file(Path in) throws IOException {
        Path path = Files.createTempFile(in, ".corrsh-", ".tmp");
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        open.add(file);
        return file;
    }

    /** Appends all of a buffer to a file. */
    void write(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "'%s' must have room for what training knows of the documents, but after %d MiB in a file: %s"
                            .formatted(directory, file.position() >> 20, e.getMessage()),
                    e);
        }
    }

    /** Maps a file of so many pairs and closes it: the map holds it. */
    Pairs map(FileChannel file, long size) throws IOException {
        Arena arena = Arena.ofShared();
        Pairs pairs = Pairs.mapped(file.map(MapMode.READ_WRITE, 0, size * Long.BYTES, arena), arena);
        made.add(pairs);
        open.remove(file);
        file.close();
        return pairs;
    }

    @Override
    public void close() throws IOException {
        made.forEach(Pairs::close);
        for (FileChannel file : open) {
            file.close();
        }
    }
}
