package io.corrsh.service.documents.store;

import io.corrsh.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What became of an {@link Operation}.
 *
 * @param id whose document it was
 * @param stored the document; {@code null} if it was deleted or nothing was written
 * @param refused why nothing was written; {@code null} if it was
 */
public record Outcome(
        String id, @Nullable Stored stored, @Nullable ProblemException refused) {}
