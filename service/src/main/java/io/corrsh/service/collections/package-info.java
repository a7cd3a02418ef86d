/** Named sets of documents, each with a model and an index of its own, which can be replaced while they are read. */
@NullMarked
package io.corrsh.service.collections;

import org.jspecify.annotations.NullMarked;
