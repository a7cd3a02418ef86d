/** Estimators of the gradient through Bernoulli bits: an interface and a class each. */
@NullMarked
package io.corrsh.model.training.estimator;

import org.jspecify.annotations.NullMarked;
