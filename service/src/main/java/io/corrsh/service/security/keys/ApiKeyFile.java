package io.corrsh.service.security.keys;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file of keys: a line {@code name role sha256 [expires]} each; empty lines and those that begin with {@code #}
 * are passed over.
 *
 * <pre>
 * # who       what   the hash                                                          until
 * prometheus  read   9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * importer    write  60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752  2027-01-31T00:00:00Z
 * </pre>
 */
public final class ApiKeyFile {

    private ApiKeyFile() {}

    /**
     * Reads a file whole.
     *
     * @throws IOException if it can't be read, or a line breaks its rule; the message names the line
     */
    public static List<ApiKey> read(Path file) throws IOException {
        List<ApiKey> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                ApiKey key = parse(line.strip().split("\\s+", -1));
                if (!names.add(key.name())) {
                    throw new IllegalArgumentException("the name '%s' is there twice".formatted(key.name()));
                }
                keys.add(key);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
            }
        }
        return List.copyOf(keys);
    }

    private static ApiKey parse(String[] fields) {
        if (fields.length < 3 || fields.length > 4) {
            throw new IllegalArgumentException(
                    "a line must be 'name role sha256 [expires]', got %d fields".formatted(fields.length));
        }
        return new ApiKey(
                fields[0], Role.of(fields[1]), fields[2], fields.length == 4 ? Instant.parse(fields[3]) : null);
    }

    /** Adds a key, keeping the lines that are there; the file is replaced at once and only its owner can read it. */
    public static void add(Path file, ApiKey key) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            if (read(file).stream().anyMatch(other -> other.name().equals(key.name()))) {
                throw new IOException("%s has a key named '%s' already".formatted(file, key.name()));
            }
            lines.addAll(Files.readAllLines(file));
        }
        String expires = key.expires() == null ? "" : " " + key.expires();
        lines.add("%s %s %s%s".formatted(key.name(), key.role().label(), key.sha256(), expires));
        replace(file, lines);
    }

    /**
     * Removes a key.
     *
     * @return whether it was there
     */
    public static boolean remove(Path file, String name) throws IOException {
        if (read(file).stream().noneMatch(key -> key.name().equals(name))) {
            return false;
        }
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("#")
                        || !line.strip().split("\\s+", 2)[0].equals(name))
                .toList();
        replace(file, lines);
        return true;
    }

    private static void replace(Path file, List<String> lines) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        FileAttribute<?>[] owner = Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path written = Files.createTempFile(directory, ".keys", null, owner);
        try {
            Files.write(written, lines);
            try {
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
