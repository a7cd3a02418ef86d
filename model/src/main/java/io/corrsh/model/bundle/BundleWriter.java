package io.corrsh.model.bundle;

import io.corrsh.model.text.Vocabulary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Writes a bundle into a directory beside its place, makes it durable, and moves it there. */
final class BundleWriter {

    private static final Set<String> FILES = Set.of(
            BundleSource.DESCRIPTION,
            BundleSource.VOCABULARY,
            BundleSource.TENSORS,
            ModelBundle.LOG,
            ModelBundle.REPORT);

    private final Path target;
    private final Path parent;

    BundleWriter(Path directory) {
        this.target = directory.toAbsolutePath().normalize();
        Path above = target.getParent();
        if (above == null) {
            throw new IllegalArgumentException("'directory' must not be a root, got '%s'".formatted(directory));
        }
        this.parent = above;
    }

    ModelBundle write(
            ModelDescription description, Vocabulary vocabulary, SortedMap<String, Tensor> tensors, Precision precision)
            throws IOException {
        Weights.check(description, tensors);
        requireReplaceable();
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
        try {
            byte[] json = ModelJson.pretty(description);
            byte[] words = VocabularyFile.write(vocabulary);
            file(draft.resolve(BundleSource.DESCRIPTION), out -> out.write(json));
            file(draft.resolve(BundleSource.VOCABULARY), out -> out.write(words));
            file(draft.resolve(BundleSource.TENSORS), out -> Safetensors.write(tensors, precision, out));
            // A temporary directory is closed to others; a model is not.
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            synchronize(draft);
            ModelBundle written = ModelBundle.load(draft);
            moveIntoPlace(draft);
            return written;
        } finally {
            delete(draft);
        }
    }

    /** Puts a file into the bundle that is there, in one step. */
    void attach(String name, byte[] content) throws IOException {
        Path draft = parent.resolve(".%s-%s".formatted(target.getFileName(), name));
        Files.deleteIfExists(draft);
        try {
            file(draft, out -> out.write(content));
            Files.move(draft, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        synchronize(target);
    }

    private void requireReplaceable() throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new BundleException("'%s' must be a directory, but is a file".formatted(target));
        }
        for (Path file : list(target)) {
            if (!FILES.contains(file.getFileName().toString())) {
                throw new BundleException("'%s' must be empty or hold nothing but a model bundle, but holds '%s'"
                        .formatted(target, file.getFileName()));
            }
        }
    }

    /** A directory can replace an empty one in a single step; one with files has to step aside first. */
    private void moveIntoPlace(Path draft) throws IOException {
        boolean occupied = Files.exists(target) && !list(target).isEmpty();
        Path former = draft.resolveSibling(draft.getFileName() + "-former");
        if (occupied) {
            Files.move(target, former, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (occupied) {
                Files.move(former, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        synchronize(parent);
        delete(former);
    }

    private static void file(Path path, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void synchronize(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            for (Path file : list(directory)) {
                Files.delete(file);
            }
            Files.delete(directory);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
