/** A corpus as training sees it: reading, rules, neighbours, and the batches drawn from it. */
@NullMarked
package io.corrsh.model.training.data;

import org.jspecify.annotations.NullMarked;
