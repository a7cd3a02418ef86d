/**
 * Multi-index hashing without an index: how codes are cut into chunks, which chunk values to look up in which order, when
 * everything near enough is known, and what it costs. It knows no Lucene, so that any index can be built on it.
 *
 * <p>A code within distance r of a query differs in at most r / m bits in one of m chunks. So a table a chunk, from the
 * chunk's value to the codes that have it, finds all of them by looking up the values near the query's own (Norouzi,
 * Punjani, Fleet: Fast Exact Search in Hamming Space with Multi-Index Hashing, 2014).
 */
@NullMarked
package io.corrsh.index.multiindex;

import org.jspecify.annotations.NullMarked;
