package io.corrsh.service.security.keys;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of keys can't be read. */
public final class UnusableKeysException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableKeysException(Path file, IOException cause) {
        super(
                cause instanceof NoSuchFileException
                        ? "There is no file of API keys %s".formatted(file)
                        : "The API keys can't be read: " + cause.getMessage(),
                cause);
    }
}
