package io.corrsh.model.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of a bundle are read from. */
interface BundleSource {

    String DESCRIPTION = "model.json";
    String VOCABULARY = "vocabulary.tsv";
    String TENSORS = "model.safetensors";

    /** Opens one of the three files. */
    Content open(String file) throws IOException;

    /** A file's bytes as a stream, and how many there are. */
    record Content(InputStream in, long length) {}

    /** The files of a directory. */
    static BundleSource directory(Path directory) {
        return file -> {
            Path path = directory.resolve(file);
            if (!Files.isRegularFile(path)) {
                throw new BundleException(
                        "The model bundle '%s' must hold '%s', but does not".formatted(directory, file));
            }
            return new Content(Files.newInputStream(path), Files.size(path));
        };
    }

    /** The resources beside a class. */
    static BundleSource resources(Class<?> owner, String folder) {
        return file -> {
            try (InputStream in = owner.getResourceAsStream(folder + file)) {
                if (in == null) {
                    throw new BundleException("The class path holds no resource '%s%s'".formatted(folder, file));
                }
                byte[] bytes = in.readAllBytes();
                return new Content(new ByteArrayInputStream(bytes), bytes.length);
            }
        };
    }
}
