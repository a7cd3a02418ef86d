/** Which training documents share most, found without labels, at scale, by shared words. */
@NullMarked
package io.corrsh.model.training.neighbours;

import org.jspecify.annotations.NullMarked;
