/** What a training went through, epoch by epoch, and its log as JSON lines. */
@NullMarked
package io.corrsh.model.training.history;

import org.jspecify.annotations.NullMarked;
