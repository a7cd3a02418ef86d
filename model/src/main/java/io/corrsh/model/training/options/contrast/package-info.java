/** The options of the contrastive term: its views, neighbours and soft positives. */
@NullMarked
package io.corrsh.model.training.options.contrast;

import org.jspecify.annotations.NullMarked;
