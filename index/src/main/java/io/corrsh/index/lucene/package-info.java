/** The index on Lucene: durable grouped writes, and exact search over columns of codes. */
@NullMarked
package io.corrsh.index.lucene;

import org.jspecify.annotations.NullMarked;
