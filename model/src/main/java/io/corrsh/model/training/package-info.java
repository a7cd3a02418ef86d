/** Training: the objective, the optimiser and the schedules. */
@NullMarked
package io.corrsh.model.training;

import org.jspecify.annotations.NullMarked;
