package io.corrsh.service.metrics.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of the kernel with a name and a number a line, the first of some that is there. */
final class KernelFile {

    private final List<Path> paths;

    KernelFile(Path... paths) {
        this.paths = List.of(paths);
    }

    /** The number of a name; NaN if there is none. */
    double number(String name) {
        for (Path path : paths) {
            try {
                for (String line : Files.readAllLines(path)) {
                    String[] fields = line.split("[:\\s]+");
                    if (fields.length > 1 && fields[0].equals(name)) {
                        return Double.parseDouble(fields[1]);
                    }
                }
            } catch (IOException | NumberFormatException e) {
                // As if it were not there.
            }
        }
        return Double.NaN;
    }
}
