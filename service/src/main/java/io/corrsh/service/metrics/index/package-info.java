/** What the index does, holds and answers, and how healthy its codes are, as metrics. */
@NullMarked
package io.corrsh.service.metrics.index;

import org.jspecify.annotations.NullMarked;
