/** What a network's codes of the validation documents are worth, epoch after epoch. */
@NullMarked
package io.corrsh.model.training.measure;

import org.jspecify.annotations.NullMarked;
