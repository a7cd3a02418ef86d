/** How long requests take, as metrics. */
@NullMarked
package io.corrsh.service.metrics.requests;

import org.jspecify.annotations.NullMarked;
