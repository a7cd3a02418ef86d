/** Which training documents are about the same, found without labels, at scale: by shared words, by walks, by regression. */
@NullMarked
package io.corrsh.model.training.neighbours;

import org.jspecify.annotations.NullMarked;
