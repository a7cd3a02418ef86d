package io.corrsh.service.storage;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.apache.lucene.store.LockObtainFailedException;

/** The index in the data directory cannot be used. */
public final class UnusableIndexException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableIndexException(Path directory, Exception cause) {
        super(
                "The index in '%s' cannot be opened: %s"
                        .formatted(directory.toAbsolutePath().normalize(), reason(cause)),
                cause);
    }

    /** Whether another process has the index open. */
    public boolean isLocked() {
        return getCause() instanceof LockObtainFailedException;
    }

    private static String reason(Exception cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "'%s' is not writable".formatted(denied.getFile());
            case FileAlreadyExistsException file -> "'%s' is not a directory".formatted(file.getFile());
            case FileSystemException failure ->
                "'%s': %s".formatted(failure.getFile(), failure.getReason() == null ? failure : failure.getReason());
            default -> String.valueOf(cause.getMessage());
        };
    }
}
