package io.corrsh.index;

/**
 * A hit.
 *
 * @param document what the index keeps of it; its code is not {@code null}
 * @param distance the number of bits in which its code differs from the query's
 * @param weightedDistance the sum of the query's weights over these bits; 0 if the query had none
 */
public record Neighbour(IndexedDocument document, int distance, double weightedDistance) {}
