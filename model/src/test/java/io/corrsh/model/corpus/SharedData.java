package io.corrsh.model.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real corpora, which are not part of the project. */
public final class SharedData {

    private SharedData() {}

    /**
     * A file of the folder that the property {@code corrsh.data} or the environment variable {@code CORRSH_DATA} names,
     * or else of {@code shared/data} beside the project. The test is skipped where it is not.
     */
    public static Path file(String name) {
        String named = System.getProperty("corrsh.data", System.getenv("CORRSH_DATA"));
        Path found = named == null ? null : Path.of(named, name);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            Path beside = at.resolveSibling("shared").resolve("data").resolve(name);
            found = Files.exists(beside) ? beside : null;
        }
        Assumptions.assumeTrue(
                found != null && Files.exists(found),
                "needs " + name + ": set CORRSH_DATA to the folder of the corpora");
        return found;
    }
}
