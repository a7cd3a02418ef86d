package io.corrsh.index.lucene;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Reads as many bytes as an index has in its columns, from its own largest file, with next to no work: what one thread can
 * get from this machine's memory. A plain loop in C (gcc -O3, AVX-512) was no faster where it was tried.
 */
final class StreamRead implements AutoCloseable {

    private static final int PART = 1 << 15;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes;

    StreamRead(Path directory, long length) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.filter(each -> each.toString().endsWith(".hcd"))
                    .max(Comparator.comparingLong(each -> each.toFile().length()))
                    .orElseThrow(() -> new IOException("'%s' has no file of codes".formatted(directory)));
            try (FileChannel channel = FileChannel.open(file)) {
                bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(length, channel.size()), arena);
            }
        }
    }

    /** A number made of all bytes. */
    long read() {
        long mixed = 0;
        for (long from = 0; from + PART <= bytes.byteSize(); from += PART) {
            mixed += read(bytes, from);
        }
        return mixed;
    }

    private static int read(MemorySegment bytes, long from) {
        int mixed = 0;
        for (int i = 0; i < PART / Long.BYTES; i++) {
            // An int: C2 makes faster code of this than of a sum of longs.
            mixed ^= (int) bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, from + i * 8L);
        }
        return mixed;
    }

    @Override
    public void close() {
        arena.close();
    }
}
