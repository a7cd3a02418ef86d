/** Checkpoints: all that a training needs to go on after a kill as if nothing had happened. */
@NullMarked
package io.corrsh.model.training.checkpoint;

import org.jspecify.annotations.NullMarked;
