/** Checks everything that an index has on disk: Lucene's own rules, and those of codes and documents. */
@NullMarked
package io.corrsh.index.lucene.check;

import org.jspecify.annotations.NullMarked;
