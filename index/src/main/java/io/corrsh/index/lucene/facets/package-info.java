/** How often values occur among the documents of a search. */
@NullMarked
package io.corrsh.index.lucene.facets;

import org.jspecify.annotations.NullMarked;
