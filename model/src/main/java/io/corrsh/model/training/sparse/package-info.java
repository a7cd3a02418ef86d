/** The sparse half of training, in plain Java: documents by word, the embedding layer and its optimiser. */
@NullMarked
package io.corrsh.model.training.sparse;

import org.jspecify.annotations.NullMarked;
