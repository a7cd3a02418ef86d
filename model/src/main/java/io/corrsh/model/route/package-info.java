/** Several encoders of one model as one: the cheapest by measurement, and none that fails. */
@NullMarked
package io.corrsh.model.route;

import org.jspecify.annotations.NullMarked;
