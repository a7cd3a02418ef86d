/** What all options share: the check of a value, and their form as JSON. */
@NullMarked
package io.corrsh.model.training.options.value;

import org.jspecify.annotations.NullMarked;
