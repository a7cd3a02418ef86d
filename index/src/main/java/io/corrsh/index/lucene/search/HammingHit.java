package io.corrsh.index.lucene.search;

/**
 * A document near a code.
 *
 * @param doc its number in the searched reader
 * @param code its code
 * @param distance the number of bits in which the code differs from the query's
 * @param weightedDistance the sum of the query's weights over these bits; 0 if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are handed on, not compared
public record HammingHit(int doc, long[] code, int distance, double weightedDistance) {}
