/** What the meters of several parts share; all are there from the start. */
@NullMarked
package io.corrsh.service.metrics;

import org.jspecify.annotations.NullMarked;
