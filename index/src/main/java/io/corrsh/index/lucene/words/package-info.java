/** Search by words, and the words of a query in a text. */
@NullMarked
package io.corrsh.index.lucene.words;

import org.jspecify.annotations.NullMarked;
