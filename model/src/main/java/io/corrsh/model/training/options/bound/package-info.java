/** The options of the variational bound: the posterior, its prior, the decoder's loss and the gradient through the bits. */
@NullMarked
package io.corrsh.model.training.options.bound;

import org.jspecify.annotations.NullMarked;
