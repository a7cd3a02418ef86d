/** Lucene queries by Hamming distance, exact and with a fixed order of ties. */
@NullMarked
package io.corrsh.index.lucene.search;

import org.jspecify.annotations.NullMarked;
