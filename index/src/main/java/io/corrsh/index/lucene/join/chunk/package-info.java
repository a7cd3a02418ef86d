/** Finds all pairs of near codes: codes within a distance of each other nearly agree in at least one of their chunks. */
@NullMarked
package io.corrsh.index.lucene.join.chunk;

import org.jspecify.annotations.NullMarked;
