/** Copies of an index that can be checked, kept elsewhere and restored. */
@NullMarked
package io.corrsh.index.lucene.snapshot;

import org.jspecify.annotations.NullMarked;
