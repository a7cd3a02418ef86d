package io.corrsh.service.collections;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the data directory says of a generation of a collection.
 *
 * @param directory its index, relative to the data directory
 * @param model the identity of the model that makes its codes
 * @param bits their length
 * @param bundle the directory of the model's bundle; {@code null} for the model that ships with CorrSH
 * @param created when it was begun
 */
public record GenerationRecord(
        String directory, String model, int bits, @Nullable String bundle, Instant created) {}
