/** The network on a CPU, with its layers' weights and their optimiser in Java. */
@NullMarked
package io.corrsh.model.training.network.cpu;

import org.jspecify.annotations.NullMarked;
