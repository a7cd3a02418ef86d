package io.corrsh.service.cli.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Where the default collection's index lies: the service says so once it is not the first any more. */
final class DefaultCollection {

    private DefaultCollection() {}

    /** The directory of the index, relative to the data directory. */
    static String index(Path data) {
        Path record = data.resolve("collections/default/collection.json");
        try {
            return Files.exists(record)
                    ? new JsonMapper()
                            .readTree(Files.readAllBytes(record))
                            .at("/current/directory")
                            .asString("index")
                    : "index";
        } catch (IOException e) {
            throw new UncheckedIOException("'%s' cannot be read".formatted(record), e);
        }
    }
}
