package io.corrsh.service.models;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model that the service should run cannot be loaded. */
public final class UnusableModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableModelException(@Nullable Path directory, Exception cause) {
        super(
                directory == null
                        ? "The model that ships with CorrSH cannot be loaded: " + cause.getMessage()
                        : "The model in '%s' cannot be loaded: %s".formatted(directory, cause.getMessage()),
                cause);
    }
}
