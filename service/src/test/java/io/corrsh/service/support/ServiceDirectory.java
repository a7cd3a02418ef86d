package io.corrsh.service.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Temporary directories of the services that tests start. They are deleted with their services; those of a run that is broken off, when
 * the JVM ends; those of a run that was killed, by the next one.
 */
final class ServiceDirectory {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Pattern NAME = Pattern.compile("corrsh-service-test-(\\d+)-.*");
    private static final ConcurrentHashMap.KeySetView<Path, Boolean> OPEN = ConcurrentHashMap.newKeySet();

    static {
        deleteThoseOfTheDead();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> List.copyOf(OPEN).forEach(ServiceDirectory::delete)));
    }

    private ServiceDirectory() {}

    static Path create() throws IOException {
        Path directory = Files.createTempDirectory(
                "corrsh-service-test-%d-".formatted(ProcessHandle.current().pid()));
        OPEN.add(directory);
        return directory;
    }

    static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
            OPEN.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteThoseOfTheDead() {
        try (Stream<Path> files = Files.list(TEMPORARY)) {
            files.filter(ServiceDirectory::isOfTheDead).forEach(ServiceDirectory::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfTheDead(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }
}
