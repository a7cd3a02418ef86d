package io.corrsh.model.torch;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A libtorch that the environment names by {@code PYTORCH_LIBRARY_PATH}. Its files are looked at before they are loaded: the
 * dynamic linker does not check their length, and ends the whole process when it reads beyond the end of one that was cut off.
 */
final class OwnLibrary {

    private static final int HEADER = 64;
    private static final int MAGIC = 0x464c457f; // 0x7f "ELF", little-endian
    private static final int WIDE_AND_LITTLE = 0x0102;
    private static final int LOADED = 1;

    private OwnLibrary() {}

    /** The directory that the environment names; null if it names none, as DJL sees it. */
    static @Nullable Path directory() {
        String path = Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH");
        return path == null || path.isBlank() ? null : Path.of(path);
    }

    /**
     * Checks that all libraries of a directory are whole; others than those of 64-bit Linux are not looked at.
     *
     * @throws IllegalStateException if one is not, or the directory cannot be read
     */
    static void check(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> libraries = files.filter(
                            file -> file.getFileName().toString().matches(".+\\.so(\\.\\d+)*"))
                    .toList();
            for (Path library : libraries) {
                String fault = fault(library);
                if (fault != null) {
                    throw new IllegalStateException("'%s' %s".formatted(library, fault));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("PYTORCH_LIBRARY_PATH cannot be read: " + e, e);
        }
    }

    /** What is wrong with a library; null if nothing. */
    private static @Nullable String fault(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library)) {
            ByteBuffer header = read(file, 0, HEADER);
            if (header == null || header.getInt(0) != MAGIC || header.getShort(4) != WIDE_AND_LITTLE) {
                return "is not a library for 64-bit Linux";
            }
            long end = header.getLong(40) + (long) header.getShort(58) * header.getShort(60);
            long segments = header.getLong(32);
            int size = header.getShort(54);
            for (int i = 0; i < header.getShort(56); i++) {
                ByteBuffer segment = read(file, segments + (long) i * size, size);
                if (segment == null) {
                    return "is cut off after %d bytes".formatted(file.size());
                }
                if (segment.getInt(0) == LOADED) {
                    end = Math.max(end, segment.getLong(8) + segment.getLong(32));
                }
            }
            return end > file.size() ? "is cut off: it must have %d bytes, got %d".formatted(end, file.size()) : null;
        }
    }

    private static @Nullable ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (from < 0 || file.read(bytes, from + bytes.position()) < 0) {
                return null;
            }
        }
        return bytes;
    }
}
