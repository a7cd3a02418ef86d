/** What a training can be told, with its rules and presets. */
@NullMarked
package io.corrsh.model.training.options;

import org.jspecify.annotations.NullMarked;
