/** Joins an index with itself by Hamming distance: all near pairs, or the groups that they connect. */
@NullMarked
package io.corrsh.index.lucene.join;

import org.jspecify.annotations.NullMarked;
