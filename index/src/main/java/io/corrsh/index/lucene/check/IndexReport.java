package io.corrsh.index.lucene.check;

import io.corrsh.index.CodeSpace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of an index found.
 *
 * @param space the model and the length of the codes; {@code null} if the commit cannot be read
 * @param documents the number of documents
 * @param codes those of them that have a code
 * @param segments the number of segments
 * @param outdated those of them that an older version of the format of codes wrote; they can be searched, and become
 * current when they are merged
 * @param problems what is wrong, each with the segment or file where it is; empty if nothing is
 */
public record IndexReport(
        @Nullable CodeSpace space, long documents, long codes, int segments, int outdated, List<String> problems) {

    public IndexReport {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean clean() {
        return problems.isEmpty();
    }
}
