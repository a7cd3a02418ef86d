/** Energy models at work: what a text's energy says of it. */
@NullMarked
package io.corrsh.model.energy;

import org.jspecify.annotations.NullMarked;
