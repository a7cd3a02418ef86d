/** What the training needs of tensors beyond DJL: safe numbers, straight-through bits, their own memory. */
@NullMarked
package io.corrsh.model.training.tensor;

import org.jspecify.annotations.NullMarked;
