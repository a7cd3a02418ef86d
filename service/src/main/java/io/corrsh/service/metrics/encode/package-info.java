/** What encoding takes and yields, as metrics. */
@NullMarked
package io.corrsh.service.metrics.encode;

import org.jspecify.annotations.NullMarked;
