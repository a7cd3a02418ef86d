/** The network and its objective: the dense half on libtorch, the step that joins it with the sparse half. */
@NullMarked
package io.corrsh.model.training.network;

import org.jspecify.annotations.NullMarked;
