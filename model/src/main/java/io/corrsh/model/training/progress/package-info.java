/** How a training tells of itself, fails, and is ended early. */
@NullMarked
package io.corrsh.model.training.progress;

import org.jspecify.annotations.NullMarked;
