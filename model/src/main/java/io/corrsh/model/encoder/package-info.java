/** Bags of words to codes: the reference encoder and the fast ones, all with the same answer. */
@NullMarked
package io.corrsh.model.encoder;

import org.jspecify.annotations.NullMarked;
