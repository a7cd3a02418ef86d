/** Precision at k over ties, code health, and the baselines they are read beside. */
@NullMarked
package io.corrsh.model.evaluation;

import org.jspecify.annotations.NullMarked;
