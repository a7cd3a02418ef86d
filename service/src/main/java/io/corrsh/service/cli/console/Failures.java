package io.corrsh.service.cli.console;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failures in words for the user of a command. */
public final class Failures {

    private Failures() {}

    /** What went wrong, without the names of Java. */
    public static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no file '%s'".formatted(missing.getFile());
            case AccessDeniedException denied -> "'%s' must not be read or written here".formatted(denied.getFile());
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    /** A file that a command was given cannot be used. */
    public static CommandFailedException of(Path file, Exception failure) {
        String reason = reason(failure);
        return new CommandFailedException(
                reason.contains(file.toString()) ? reason : "'%s': %s".formatted(file, reason), failure);
    }
}
