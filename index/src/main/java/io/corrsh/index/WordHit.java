package io.corrsh.index;

/**
 * A document that shares words with a query.
 *
 * @param document what the index keeps of it; its code is not {@code null}
 * @param score by BM25, higher fits better
 */
public record WordHit(IndexedDocument document, float score) {}
