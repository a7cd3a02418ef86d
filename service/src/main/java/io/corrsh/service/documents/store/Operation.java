package io.corrsh.service.documents.store;

import org.jspecify.annotations.Nullable;

/**
 * A write as one of several, done if its condition holds when its turn comes.
 *
 * @param id whose document is written
 * @param document what to store; {@code null} to delete
 * @param match what {@code If-Match} would say
 * @param noneMatch what {@code If-None-Match} would say
 */
public record Operation(
        String id,
        @Nullable ParsedDocument document,
        @Nullable String match,
        @Nullable String noneMatch) {

    Precondition condition() {
        return new Precondition(match, noneMatch);
    }
}
