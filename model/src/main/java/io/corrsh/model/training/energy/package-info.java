/** Training of energy models over word counts and bits, by contrastive divergence in plain Java. */
@NullMarked
package io.corrsh.model.training.energy;

import org.jspecify.annotations.NullMarked;
