/** The face of a network that is trained, its sizes, and what a step takes and gives. */
@NullMarked
package io.corrsh.model.training.network;

import org.jspecify.annotations.NullMarked;
