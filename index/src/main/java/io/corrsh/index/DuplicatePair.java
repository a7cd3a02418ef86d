package io.corrsh.index;

/**
 * Two documents with near codes, in no order.
 *
 * @param first the id of one
 * @param second the id of the other
 * @param distance the number of bits in which their codes differ
 */
public record DuplicatePair(String first, String second, int distance) {}
