package io.corrsh.service.collections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.corrsh.service.collections.settings.CollectionSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the data directory says of a collection. It is replaced in one step, and whatever it does not name is not part of
 * the collection.
 *
 * @param format the version of this record
 * @param name the collection's name
 * @param created when it was made
 * @param current the generation that is read and written
 * @param previous the one before, kept to go back to
 * @param next the one that is being filled to follow the current one
 * @param settings what requests mean where they do not say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CollectionRecord(
        int format,
        String name,
        Instant created,
        GenerationRecord current,
        @Nullable GenerationRecord previous,
        @Nullable GenerationRecord next,
        @Nullable CollectionSettings settings) {

    /** The version that is written. */
    static final int FORMAT = 1;

    static CollectionRecord of(String name, GenerationRecord first, @Nullable CollectionSettings settings) {
        return new CollectionRecord(FORMAT, name, first.created(), first, null, null, settings);
    }

    /** Of a collection whose record cannot be read. */
    static CollectionRecord unknown(String name) {
        GenerationRecord generation =
                new GenerationRecord("collections/%s/unknown".formatted(name), "unknown", 0, null, Instant.EPOCH);
        return of(name, generation, null);
    }

    /** With a generation that is being filled, or without one. */
    public CollectionRecord filling(@Nullable GenerationRecord other) {
        return new CollectionRecord(format, name, created, current, previous, other, settings);
    }

    /** With another current generation, and the one that was current kept or not. */
    public CollectionRecord switched(GenerationRecord other, boolean keep) {
        return new CollectionRecord(format, name, created, other, keep ? current : null, null, settings);
    }

    /** Without the previous generation. */
    public CollectionRecord forgotten() {
        return new CollectionRecord(format, name, created, current, null, next, settings);
    }

    /** With other settings. */
    CollectionRecord set(CollectionSettings other) {
        return new CollectionRecord(format, name, created, current, previous, next, other);
    }

    /** Whether a directory belongs to the collection. */
    boolean names(String directory) {
        return directory.equals(current.directory())
                || (previous != null && directory.equals(previous.directory()))
                || (next != null && directory.equals(next.directory()));
    }
}
