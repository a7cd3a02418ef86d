package io.corrsh.service.cli.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Looks whether the data directory can be written, and how much room it has. */
final class StorageCheck {

    private static final long LITTLE_ROOM = 1L << 30;

    private StorageCheck() {}

    static Finding of(Path directory) {
        String subject = "data directory";
        Path existing = existing(directory.toAbsolutePath());
        if (existing == null || !Files.isDirectory(existing)) {
            return Finding.fail(subject, "'%s' is not a directory: name another with --data-dir".formatted(directory));
        }
        try {
            Path probe = Files.createTempFile(existing, ".corrsh", null);
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
                channel.force(true);
            } finally {
                Files.delete(probe);
            }
            long room = Files.getFileStore(existing).getUsableSpace();
            String detail = "'%s' on %s, %s free"
                    .formatted(directory, Files.getFileStore(existing).type(), MachineChecks.size(room));
            return room < LITTLE_ROOM
                    ? Finding.warn(subject, detail + ": merges need as much again as the index")
                    : Finding.ok(subject, detail);
        } catch (IOException e) {
            return Finding.fail(
                    subject,
                    "'%s' can't be written (%s): give it to this user, or name another".formatted(directory, e));
        }
    }

    private static @Nullable Path existing(Path path) {
        Path existing = path;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }
}
