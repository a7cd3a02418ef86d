package io.corrsh.service.breakers;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/** Opens while the disk of a directory has less free space than a limit. Every write looks anew: that takes microseconds. */
final class DiskBreaker implements Breaker {

    private final Path directory;
    private final DataSize least;

    DiskBreaker(Path directory, DataSize least) {
        this.directory = directory;
        this.least = least;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public boolean isOpen() {
        return free() < least.toBytes();
    }

    @Override
    public void check() {
        long free = free();
        if (free < least.toBytes()) {
            throw new ProblemException(
                    ProblemKind.STORAGE_LIMIT,
                    "The disk of the data directory has %d bytes free, 'corrsh.breakers.disk-free' asks for %d: writes are refused until there is room; deletes and searches go on"
                            .formatted(free, least.toBytes()));
        }
    }

    private long free() {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        // A FileStore reads the table of all mounts to be made, this asks the file system alone. What cannot tell has
        // no room.
        return there.toFile().getUsableSpace();
    }
}
