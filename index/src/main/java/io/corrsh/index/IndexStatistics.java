package io.corrsh.index;

import java.time.Instant;

/**
 * The size and state of an index.
 *
 * @param documents documents that can be found by id
 * @param coded those of them that have a code
 * @param deleted deleted documents not yet merged away
 * @param segments the number of segments
 * @param sizeBytes bytes on disk
 * @param codeBytes bytes on disk of the codes alone
 * @param uncommitted changes applied but not yet durable
 * @param committed when the last commit was made
 */
public record IndexStatistics(
        long documents,
        long coded,
        long deleted,
        int segments,
        long sizeBytes,
        long codeBytes,
        long uncommitted,
        Instant committed) {}
