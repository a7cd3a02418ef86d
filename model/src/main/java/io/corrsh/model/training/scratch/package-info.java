/** Numbers that are too many for the heap: temporary files, mapped into memory. */
@NullMarked
package io.corrsh.model.training.scratch;

import org.jspecify.annotations.NullMarked;
