/** The words of texts for BM25. */
@NullMarked
package io.corrsh.service.storage.words;

import org.jspecify.annotations.NullMarked;
