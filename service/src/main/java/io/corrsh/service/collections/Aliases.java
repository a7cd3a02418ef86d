package io.corrsh.service.collections;

import io.corrsh.service.collections.settings.CollectionSettings;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.settings.CorrshProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Other names of collections, all in one file that is replaced in one step. Safe for use by several threads. */
@Component
public final class Aliases {

    private static final String FILE = "aliases.json";
    private static final int MOST = 1000;

    private final CollectionRegistry collections;
    private final JsonMapper json;
    private final Path file;
    private volatile SortedMap<String, String> aliases;

    Aliases(CollectionRegistry collections, CorrshProperties properties, JsonMapper json) {
        this.collections = collections;
        this.json = json;
        this.file = properties.dataDir().resolve(FILE);
        this.aliases = read();
    }

    private SortedMap<String, String> read() {
        try {
            return Files.exists(file)
                    ? json.readValue(Files.readAllBytes(file), new TypeReference<TreeMap<String, String>>() {})
                    : new TreeMap<>();
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException(
                    "the aliases in '%s' cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Which collection each stands for. */
    public SortedMap<String, String> all() {
        return Collections.unmodifiableSortedMap(aliases);
    }

    /**
     * The collection with a name or an alias.
     *
     * @throws ProblemException if there is none
     */
    public Collection resolve(String name) {
        Collection collection = collections.find(name);
        if (collection == null) {
            String target = aliases.get(name);
            collection = target == null ? null : collections.find(target);
        }
        if (collection == null) {
            throw CollectionRegistry.unknown(name);
        }
        return collection;
    }

    /**
     * Changes some aliases in one step, or none of them.
     *
     * @param changes the collection that each is to stand for; {@code null} to remove it
     * @throws ProblemException if a name breaks its rule or is a collection's, or there is no such collection or alias
     */
    public synchronized void change(Map<String, @Nullable String> changes) {
        TreeMap<String, String> changed = new TreeMap<>(aliases);
        changes.forEach((alias, name) -> {
            CollectionRegistry.checkName("alias", alias);
            if (name == null) {
                if (changed.remove(alias) == null) {
                    throw new ProblemException(
                            ProblemKind.COLLECTION_NOT_FOUND, "There is no alias '%s'".formatted(alias));
                }
                return;
            }
            if (collections.find(alias) != null) {
                throw new ProblemException(
                        ProblemKind.COLLECTION_CONFLICT,
                        "'%s' is the name of a collection, and cannot be an alias".formatted(alias));
            }
            if (collections.find(name) == null) {
                throw CollectionRegistry.unknown(name);
            }
            changed.put(alias, name);
        });
        if (changed.size() > MOST) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT, "There must be at most %d aliases".formatted(MOST));
        }
        write(changed);
    }

    /**
     * Makes a collection.
     *
     * @see CollectionRegistry#create
     */
    public synchronized Collection create(String name, @Nullable String model, @Nullable CollectionSettings settings) {
        if (aliases.containsKey(name)) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT,
                    "'%s' is an alias of collection '%s'".formatted(name, aliases.get(name)));
        }
        return collections.create(name, model, settings);
    }

    /** Deletes a collection, which no alias may stand for. */
    public synchronized void delete(String name) {
        List<String> names = aliases.entrySet().stream()
                .filter(alias -> alias.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
        if (!names.isEmpty() && collections.find(name) != null) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT,
                    "The collection '%s' has the aliases %s: remove them first, or switch them".formatted(name, names));
        }
        collections.delete(name);
    }

    private void write(TreeMap<String, String> changed) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            AtomicFile.write(file, json.writeValueAsBytes(changed));
            aliases = changed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the aliases", e);
        }
    }
}
