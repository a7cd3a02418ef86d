package io.corrsh.service.collections;

import io.corrsh.service.settings.CorrshProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where collections lie: {@code collections/NAME/collection.json} below the data directory, with generations beside it. The
 * default collection's first generation is {@code index}, and as long as it has no other it needs no record.
 */
@Component
public final class CollectionFiles {

    /** The directory of a collection's snapshots, within its own. */
    public static final String SNAPSHOTS = "snapshots";

    static final String FIRST = "index";

    private static final Logger LOG = LoggerFactory.getLogger(CollectionFiles.class);
    private static final String RECORD = "collection.json";
    private static final String GENERATION = "generation-";

    private final Path data;
    private final Path collections;
    private final JsonMapper json;

    CollectionFiles(CorrshProperties properties, JsonMapper json) {
        this.data = properties.dataDir();
        this.collections = data.resolve("collections");
        this.json = json;
    }

    /** The directory of a generation's index. */
    public Path index(GenerationRecord generation) {
        return data.resolve(generation.directory());
    }

    /** The directory of a collection. */
    public Path directory(String name) {
        return collections.resolve(name);
    }

    /** A name for a new generation's directory that no other ever had. */
    public String newGeneration(String name) {
        return "collections/%s/%s%s"
                .formatted(name, GENERATION, UUID.randomUUID().toString().substring(0, 13));
    }

    /** The names of the collections with a record. */
    List<String> names() throws IOException {
        if (!Files.isDirectory(collections)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(collections)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve(RECORD)))
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** A collection's record; {@code null} if it has none. */
    @Nullable
    CollectionRecord read(String name) throws IOException {
        Path file = directory(name).resolve(RECORD);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            CollectionRecord record = json.readValue(Files.readAllBytes(file), CollectionRecord.class);
            if (record.format() > CollectionRecord.FORMAT) {
                throw new IOException("'%s' has format %d, written by a newer version; this one reads up to %d"
                        .formatted(file, record.format(), CollectionRecord.FORMAT));
            }
            return record;
        } catch (JacksonException e) {
            throw new IOException("'%s' is damaged: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** Makes a record durable, in place of the one before. */
    void write(CollectionRecord record) throws IOException {
        Path directory = directory(record.name());
        Files.createDirectories(directory);
        AtomicFile.write(directory.resolve(RECORD), json.writeValueAsBytes(record));
        AtomicFile.sync(directory);
        AtomicFile.sync(collections);
    }

    /** Removes a collection's record, with which it is gone, and its snapshots. */
    void delete(String name) throws IOException {
        AtomicFile.delete(directory(name).resolve(RECORD));
        remove(directory(name).resolve(SNAPSHOTS));
    }

    /** Removes a generation's files. What cannot be removed now is removed at the next start. */
    public void remove(GenerationRecord generation) {
        remove(index(generation));
    }

    /** Removes the files of all generations of a collection. */
    void remove(CollectionRecord record) {
        Stream.of(record.current(), record.previous(), record.next())
                .filter(Objects::nonNull)
                .forEach(this::remove);
    }

    private static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            LOG.warn("'{}' could not be removed; the next start tries again", directory, e);
        }
    }

    /** Removes what no record names: what a killed service had begun, or had begun to remove. */
    void tidy() throws IOException {
        if (!Files.isDirectory(collections)) {
            return;
        }
        for (Path directory : list(collections)) {
            String name = directory.getFileName().toString();
            CollectionRecord record;
            try {
                record = read(name);
            } catch (IOException e) {
                // It is told when the collection is opened. Nothing of it is removed.
                continue;
            }
            if (record == null && !name.equals(CollectionRegistry.DEFAULT)) {
                remove(directory);
                continue;
            }
            for (Path draft : list(directory.resolve(SNAPSHOTS))) {
                if (draft.getFileName().toString().startsWith(".")) {
                    remove(draft);
                }
            }
            for (Path file : list(directory)) {
                String child = file.getFileName().toString();
                boolean ours = child.startsWith(GENERATION) || child.startsWith("." + GENERATION);
                if (ours && (record == null || !record.names("collections/%s/%s".formatted(name, child)))) {
                    remove(file);
                }
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(found::add);
        }
        return found;
    }
}
