/** The decoder from codes to words, its loss and its gradients. */
@NullMarked
package io.corrsh.model.training.decoder;

import org.jspecify.annotations.NullMarked;
