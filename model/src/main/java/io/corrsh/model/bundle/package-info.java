/** A saved model: its description, vocabulary and weights, and its identity. */
@NullMarked
package io.corrsh.model.bundle;

import org.jspecify.annotations.NullMarked;
