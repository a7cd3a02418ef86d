/** Documents and filters in Lucene's terms, and back. */
@NullMarked
package io.corrsh.index.lucene.document;

import org.jspecify.annotations.NullMarked;
