/** Corpora: JSON lines of documents, plain or gzip. */
@NullMarked
package io.corrsh.model.corpus;

import org.jspecify.annotations.NullMarked;
