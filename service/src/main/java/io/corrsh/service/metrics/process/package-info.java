/** What the operating system knows of the process that Java does not, and whether it is ready. */
@NullMarked
package io.corrsh.service.metrics.process;

import org.jspecify.annotations.NullMarked;
