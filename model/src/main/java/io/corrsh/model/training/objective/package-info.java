/** The loss of a step as a graph of libtorch: the bound of each family of posterior, and the contrastive term. */
@NullMarked
package io.corrsh.model.training.objective;

import org.jspecify.annotations.NullMarked;
