package io.corrsh.model.training.checkpoint;

import io.corrsh.model.training.report.Portrait;
import io.corrsh.model.training.sparse.StateVisitor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoint of one training: a safetensors file of weights and optimiser, and checkpoint.json, which names it and is
 * replaced in one step when the new file is durable. A kill at any moment leaves a whole checkpoint. To be used by one
 * process at a time.
 */
public final class CheckpointDirectory {

    private static final String JSON = "checkpoint.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path directory;

    private CheckpointDirectory(Path directory) {
        this.directory = directory;
    }

    /** The checkpoint of the training of a bundle: {@code <bundle>.checkpoint}, beside it. */
    public static CheckpointDirectory beside(Path bundle) {
        Path absolute = bundle.toAbsolutePath().normalize();
        return new CheckpointDirectory(absolute.resolveSibling(absolute.getFileName() + ".checkpoint"));
    }

    public Path path() {
        return directory;
    }

    /** Whether there is a checkpoint. */
    public boolean exists() {
        return Files.exists(directory.resolve(JSON));
    }

    /** Shows the live arrays of a state, always the same ones in the same order. */
    @FunctionalInterface
    public interface State {
        void visit(StateVisitor visitor) throws IOException;
    }

    /**
     * Replaces the checkpoint.
     *
     * @param model the identity of the best epoch's bundle, null before the first
     * @throws NotFiniteException if a weight is not finite; the former checkpoint stays
     * @throws IOException if it cannot be written; the former checkpoint stays
     */
    public void write(
            Map<String, ?> options,
            Map<String, ?> corpus,
            @Nullable String model,
            Progress progress,
            @Nullable Portrait portrait,
            List<String> log,
            State state)
            throws IOException {
        Files.createDirectories(directory);
        String tensors = "state-%d.safetensors".formatted(progress.step());
        StateLayout layout = new StateLayout();
        state.visit(layout);
        MessageDigest digest = sha256();
        replace(tensors, out -> {
            OutputStream hashed = new DigestOutputStream(out, digest);
            hashed.write(layout.header());
            state.visit(new StateWriter(hashed));
        });
        Checkpoint checkpoint = new Checkpoint(
                Checkpoint.FORMAT,
                MAPPER.valueToTree(options),
                MAPPER.valueToTree(corpus),
                tensors,
                HexFormat.of().formatHex(digest.digest()),
                model,
                progress,
                portrait,
                log);
        byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(checkpoint);
        replace(JSON, out -> out.write(json));
        clear(List.of(JSON, tensors));
    }

    /**
     * Reads what the checkpoint says.
     *
     * @throws CheckpointException if it is damaged, or of a training with other options; every difference is named
     */
    public Checkpoint read(Map<String, ?> options) throws IOException {
        Checkpoint checkpoint;
        try {
            checkpoint = MAPPER.readValue(Files.readAllBytes(directory.resolve(JSON)), Checkpoint.class);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    "'%s' in '%s' is damaged: %s".formatted(JSON, directory, e.getOriginalMessage()), e);
        }
        if (checkpoint.format() != Checkpoint.FORMAT) {
            throw new CheckpointException("The checkpoint in '%s' must have the format %d, got %d"
                    .formatted(directory, Checkpoint.FORMAT, checkpoint.format()));
        }
        requireSame("other options", checkpoint.options(), options);
        return checkpoint;
    }

    /**
     * Refuses a checkpoint of another corpus.
     *
     * @throws CheckpointException naming every difference
     */
    public void requireCorpus(Checkpoint checkpoint, Map<String, ?> corpus) throws CheckpointException {
        requireSame("another corpus", checkpoint.corpus(), corpus);
    }

    private void requireSame(String what, JsonNode there, Map<String, ?> here) throws CheckpointException {
        // Through text, so that numbers have the types that reading gives them.
        JsonNode read = MAPPER.readTree(MAPPER.writeValueAsString(here));
        List<String> differences = Differences.between(there, read);
        if (!differences.isEmpty()) {
            throw new CheckpointException("The checkpoint in '%s' is of a training with %s: %s"
                    .formatted(directory, what, String.join("; ", differences)));
        }
    }

    /**
     * Puts the weights and the optimiser's state back.
     *
     * @throws CheckpointException if the file is missing, damaged, or of another network
     */
    public void restore(Checkpoint checkpoint, State state) throws IOException {
        Path file = directory.resolve(checkpoint.tensors());
        if (!file.normalize().startsWith(directory) || !Files.isRegularFile(file)) {
            throw new CheckpointException(
                    "The checkpoint in '%s' must hold '%s', but does not".formatted(directory, checkpoint.tensors()));
        }
        StateLayout layout = new StateLayout();
        state.visit(layout);
        byte[] header = layout.header();
        MessageDigest digest = sha256();
        try (InputStream in =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), digest)) {
            if (!Arrays.equals(in.readNBytes(header.length), header)) {
                throw new CheckpointException("'%s' is damaged or of another network".formatted(file));
            }
            state.visit(new StateReader(in));
            if (in.read() >= 0 || !HexFormat.of().formatHex(digest.digest()).equals(checkpoint.sha256())) {
                throw new CheckpointException(
                        "'%s' is damaged: its SHA-256 must be %s".formatted(file, checkpoint.sha256()));
            }
        }
    }

    /** Deletes the checkpoint of a training that is complete. */
    public void delete() throws IOException {
        if (Files.exists(directory)) {
            Files.deleteIfExists(directory.resolve(JSON));
            clear(List.of());
            Files.delete(directory);
        }
    }

    private void clear(List<String> kept) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!kept.contains(name) && (name.startsWith("state-") || name.startsWith(JSON))) {
                    Files.delete(file);
                }
            }
        }
    }

    private void replace(String name, Content content) throws IOException {
        Path draft = directory.resolve(name + ".part");
        // Not a channel: an interrupt, which asks for a checkpoint, would close it.
        try (FileOutputStream file = new FileOutputStream(draft.toFile())) {
            OutputStream out = new BufferedOutputStream(file, 1 << 16);
            content.writeTo(out);
            out.flush();
            file.getFD().sync();
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
