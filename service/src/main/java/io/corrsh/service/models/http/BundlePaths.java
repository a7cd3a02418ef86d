package io.corrsh.service.models.http;

import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the bundles that may be loaded over HTTP: those below one directory, whatever links there are. */
final class BundlePaths {

    private final @Nullable Path directory;

    BundlePaths(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * The directory of a bundle.
     *
     * @param path relative to the directory of all bundles
     * @throws ProblemException if no bundles may be loaded, or there is none at {@code path}, or it leads elsewhere
     */
    Path resolve(String path) {
        if (directory == null) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "Models are loaded over HTTP only where 'corrsh.models.directory' is set");
        }
        try {
            Path relative = Path.of(path);
            if (relative.isAbsolute() || Stream.of(path.split("/", -1)).anyMatch(List.of("", ".", "..")::contains)) {
                throw ProblemException.invalid("path", "must be relative, of names alone, got '%s'".formatted(path));
            }
            Path root = directory.toRealPath();
            Path bundle = root.resolve(relative).toRealPath();
            if (!bundle.startsWith(root) || bundle.equals(root) || !Files.isDirectory(bundle)) {
                throw none(path);
            }
            try (Stream<Path> files = Files.list(bundle)) {
                for (Path file : files.toList()) {
                    if (!file.toRealPath().startsWith(root)) {
                        throw none(path);
                    }
                }
            }
            return bundle;
        } catch (InvalidPathException e) {
            throw ProblemException.invalid("path", "must be a path, got one with characters that none has");
        } catch (IOException e) {
            // Whether there is something else at a place that a link leads to is nobody's affair.
            throw none(path);
        }
    }

    private static ProblemException none(String path) {
        return ProblemException.invalid(
                "path", "must lead to a bundle below the directory of models, got '%s'".formatted(path));
    }
}
