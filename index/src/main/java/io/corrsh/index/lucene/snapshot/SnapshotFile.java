package io.corrsh.index.lucene.snapshot;

/**
 * A file of a snapshot.
 *
 * @param name its name, without a directory
 * @param bytes its length
 * @param sha256 the SHA-256 of its content, 64 digits of lower-case hex
 */
public record SnapshotFile(String name, long bytes, String sha256) {}
