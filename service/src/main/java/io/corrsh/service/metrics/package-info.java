/** The meters of encoder, index and search, all there from the start. */
@NullMarked
package io.corrsh.service.metrics;

import org.jspecify.annotations.NullMarked;
