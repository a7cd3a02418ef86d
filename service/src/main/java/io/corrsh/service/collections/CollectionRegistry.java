package io.corrsh.service.collections;

import io.corrsh.index.HammingIndex;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.settings.CollectionSettings;
import io.corrsh.service.metrics.index.IndexSource;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.corrsh.service.problems.Violations;
import io.corrsh.service.settings.CorrshProperties;
import io.corrsh.service.storage.UnusableIndexException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The collections: the default one, which stays, and others that come and go. Safe for use by several threads. Owns them. */
@Component
public final class CollectionRegistry implements IndexSource, AutoCloseable {

    /** The name of the collection that is meant where none is named. */
    public static final String DEFAULT = "default";

    /** What a collection, or an alias of one, may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRegistry.class);

    private final CollectionFiles files;
    private final GenerationOpener opener;
    private final Breakers breakers;
    private final int most;
    private final ConcurrentNavigableMap<String, Collection> collections = new ConcurrentSkipListMap<>();
    private final Collection defaultCollection;

    CollectionRegistry(CollectionFiles files, GenerationOpener opener, Breakers breakers, CorrshProperties properties) {
        this.files = files;
        this.opener = opener;
        this.breakers = breakers;
        this.most = properties.limits().collections();
        try {
            files.tidy();
            CollectionRecord recorded = files.read(DEFAULT);
            CollectionRecord record = recorded == null
                    ? CollectionRecord.of(DEFAULT, opener.describe(CollectionFiles.FIRST, null), null)
                    : recorded;
            defaultCollection = new Collection(files, record, opener.open(record.current()));
            collections.put(DEFAULT, defaultCollection);
            for (String name : files.names()) {
                collections.computeIfAbsent(name, this::open);
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("the collections cannot be read", e);
        }
    }

    /** Opens a collection. One that cannot be opened is told of, and does not keep the others from being used. */
    private Collection open(String name) {
        CollectionRecord record = null;
        try {
            record = Objects.requireNonNull(files.read(name));
            return new Collection(files, record, opener.open(record.current()));
        } catch (IOException | ProblemException | UnusableIndexException e) {
            LOG.error("The collection '{}' cannot be opened", name, e);
            CollectionRecord known = record == null ? CollectionRecord.unknown(name) : record;
            return new Collection(files, known, String.valueOf(e.getMessage()));
        }
    }

    public Collection defaultCollection() {
        return defaultCollection;
    }

    /** All collections by their names. */
    public List<Collection> all() {
        return List.copyOf(collections.values());
    }

    /** A collection by its own name; {@code null} if there is none. */
    @Nullable
    Collection find(String name) {
        return collections.get(name);
    }

    /**
     * Makes an empty collection.
     *
     * @param model a name or an identity of a model that is served; {@code null} for the default one
     * @param settings its settings; {@code null} for none
     * @throws ProblemException if the name or a setting breaks its rule, or the name is taken, or there is no such model, or no
     * room
     */
    synchronized Collection create(String name, @Nullable String model, @Nullable CollectionSettings settings) {
        checkName("collection", name);
        if (collections.containsKey(name)) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT, "There is a collection '%s' already".formatted(name));
        }
        if (collections.size() >= most) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT,
                    "There are %d collections, 'corrsh.limits.collections' allows no more".formatted(most));
        }
        breakers.check();
        GenerationRecord first = opener.describe(files.newGeneration(name), model);
        if (settings != null) {
            settings.check(first.bits());
        }
        CollectionRecord record = CollectionRecord.of(name, first, settings);
        Generation generation = opener.open(first);
        boolean done = false;
        try {
            files.write(record);
            done = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the record of collection '%s'".formatted(name), e);
        } finally {
            if (!done) {
                generation.letGo(() -> files.remove(first));
            }
        }
        Collection collection = new Collection(files, record, generation);
        collections.put(name, collection);
        return collection;
    }

    /**
     * Deletes a collection with its documents. Requests that read it finish.
     *
     * @throws ProblemException if there is none, or it is the default one, or a job uses it
     */
    synchronized void delete(String name) {
        Collection collection = collections.get(name);
        if (collection == null) {
            throw unknown(name);
        }
        if (collection == defaultCollection) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT, "The default collection stays: delete its documents instead");
        }
        if (!collection.jobs().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.COLLECTION_CONFLICT,
                    "The collection '%s' is in use by %s".formatted(name, String.join(", ", collection.jobs())));
        }
        collections.remove(name);
        Generation last = collection.end();
        try {
            files.delete(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete collection '%s'".formatted(name), e);
        }
        if (last == null) {
            files.remove(collection.record());
        } else {
            last.letGo(() -> files.remove(collection.record()));
        }
    }

    static ProblemException unknown(String name) {
        return new ProblemException(
                ProblemKind.COLLECTION_NOT_FOUND,
                "There is no collection '%s'".formatted(name.length() <= 100 ? name : name.substring(0, 100) + "..."));
    }

    static void checkName(String field, String name) {
        Violations violations = new Violations();
        violations.require(NAME.matcher(name).matches(), field, "a name that matches " + NAME, "'" + name + "'");
        violations.check();
    }

    @Override
    public <T> T read(Function<HammingIndex, T> reading) {
        try (Lease lease = defaultCollection.lend()) {
            return reading.apply(lease.generation().index());
        }
    }

    @Override
    public void close() {
        for (Collection collection : collections.values()) {
            Generation last = collection.end();
            if (last != null) {
                last.letGo(() -> {});
            }
        }
        collections.clear();
    }
}
