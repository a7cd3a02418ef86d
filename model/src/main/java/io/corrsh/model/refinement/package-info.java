/** Gradient-based inference: a document's posterior refined from where the encoder starts it. */
@NullMarked
package io.corrsh.model.refinement;

import org.jspecify.annotations.NullMarked;
