package io.corrsh.service.collections.snapshots;

import io.corrsh.index.lucene.snapshot.Snapshot;
import io.corrsh.index.lucene.snapshot.SnapshotManifest;
import io.corrsh.service.breakers.Breakers;
import io.corrsh.service.collections.Collection;
import io.corrsh.service.collections.CollectionFiles;
import io.corrsh.service.collections.CollectionRecord;
import io.corrsh.service.collections.Generation;
import io.corrsh.service.collections.GenerationOpener;
import io.corrsh.service.collections.GenerationRecord;
import io.corrsh.service.collections.Lease;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The snapshots of collections, in their directories. A restored one takes the place of the documents in one step. */
@Component
final class Snapshots {

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final CollectionFiles files;
    private final GenerationOpener opener;
    private final Breakers breakers;
    private final InstantSource clock;
    private final SnapshotMetrics making;
    private final SnapshotMetrics restoring;

    Snapshots(
            CollectionFiles files,
            GenerationOpener opener,
            Breakers breakers,
            InstantSource clock,
            MeterRegistry registry) {
        this.files = files;
        this.opener = opener;
        this.breakers = breakers;
        this.clock = clock;
        this.making = new SnapshotMetrics(registry, "make", "made");
        this.restoring = new SnapshotMetrics(registry, "restore", "restored");
    }

    /** Copies what was acknowledged before; searches and writes go on. */
    SnapshotState create(Collection collection) {
        breakers.check();
        String id = "%s-%s"
                .formatted(
                        TIME.format(clock.instant()),
                        UUID.randomUUID().toString().substring(0, 4));
        Runnable free = collection.busy("a snapshot");
        try (Lease lease = collection.lend()) {
            SnapshotManifest manifest = making.measure(() -> SnapshotProblems.telling(
                    () -> lease.generation().opened().snapshot(all(collection).resolve(id))));
            return SnapshotState.of(id, manifest);
        } finally {
            free.run();
        }
    }

    /** The snapshots of a collection, the oldest first. */
    List<SnapshotState> list(Collection collection) {
        Path all = all(collection);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(all)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(id -> ID.matcher(id).matches())
                    .sorted()
                    .map(id -> state(collection, id))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshots cannot be listed", e);
        }
    }

    /** What a snapshot holds. */
    SnapshotState state(Collection collection, String id) {
        Path directory = find(collection, id);
        try {
            return SnapshotState.of(
                    id, SnapshotProblems.telling(() -> Snapshot.at(directory).manifest()));
        } catch (ProblemException e) {
            return SnapshotState.broken(id, e.detail());
        }
    }

    /** The directory of a snapshot. */
    Path find(Collection collection, String id) {
        Path directory = all(collection).resolve(ID.matcher(id).matches() ? id : "none.");
        if (!Files.isDirectory(directory)) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND, "The collection '%s' has no snapshot '%s'".formatted(collection.name(), id));
        }
        return directory;
    }

    void delete(Collection collection, String id) {
        Path directory = find(collection, id);
        try {
            // A directory that is half gone must not look like a snapshot.
            Path gone = directory.resolveSibling("." + id);
            Files.move(directory, gone);
            FileSystemUtils.deleteRecursively(gone);
        } catch (IOException e) {
            throw new UncheckedIOException("a snapshot cannot be deleted", e);
        }
    }

    /**
     * Puts what a snapshot holds in the place of a collection's documents.
     *
     * @throws ProblemException if the snapshot is damaged, of a newer version or of a model that is not there, or something
     * else works on the collection
     */
    void restore(Collection collection, String id) {
        Path directory = find(collection, id);
        Runnable free = collection.claim("a restore of a snapshot");
        try {
            restoring.measure(() -> restore(collection, directory));
        } finally {
            free.run();
        }
    }

    /** The same with a snapshot that comes as a zip. */
    void restore(Collection collection, InputStream zip) {
        breakers.check();
        Runnable free = collection.claim("a restore of a snapshot");
        Path draft = all(collection).resolve(".upload-" + UUID.randomUUID());
        try {
            restoring.measure(() -> {
                SnapshotProblems.telling(() -> {
                    Files.createDirectories(draft);
                    SnapshotZip.unpack(zip, draft, breakers);
                    return draft;
                });
                return restore(collection, draft);
            });
        } finally {
            free.run();
            remove(draft);
        }
    }

    private GenerationRecord restore(Collection collection, Path directory) {
        breakers.check();
        Snapshot snapshot = SnapshotProblems.telling(() -> Snapshot.at(directory));
        CollectionRecord record = collection.record();
        GenerationRecord generation = describe(collection, snapshot.manifest());
        boolean done = false;
        try {
            SnapshotProblems.telling(() -> {
                snapshot.restore(files.index(generation));
                return generation;
            });
            Generation opened = opener.open(generation);
            collection.alone(() -> {
                collection.replace(
                        opened, known -> known.switched(generation, false), () -> files.remove(record.current()));
                return opened;
            });
            done = true;
        } finally {
            if (!done) {
                files.remove(generation);
            }
        }
        Stream.of(record.previous(), record.next())
                .filter(other -> other != null)
                .distinct()
                .forEach(files::remove);
        return generation;
    }

    private GenerationRecord describe(Collection collection, SnapshotManifest manifest) {
        GenerationRecord current = collection.record().current();
        String directory = files.newGeneration(collection.name());
        String model = manifest.space().model();
        GenerationRecord described;
        if (model.equals(current.model())) {
            described = new GenerationRecord(directory, model, current.bits(), current.bundle(), clock.instant());
        } else {
            try {
                described = opener.describe(directory, model);
            } catch (ProblemException e) {
                throw SnapshotProblems.unusable(
                        "of the model '%s', which is not served here: %s".formatted(model, e.detail()));
            }
        }
        if (described.bits() != manifest.space().bits()) {
            throw SnapshotProblems.unusable("damaged: it has codes of %d bits, its model makes %d"
                    .formatted(manifest.space().bits(), described.bits()));
        }
        return described;
    }

    private Path all(Collection collection) {
        return files.directory(collection.name()).resolve(CollectionFiles.SNAPSHOTS);
    }

    private static void remove(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be removed", e);
        }
    }
}
