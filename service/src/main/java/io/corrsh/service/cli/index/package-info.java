/** The command {@code index}: what can be done with an index that no service has open. */
@NullMarked
package io.corrsh.service.cli.index;

import org.jspecify.annotations.NullMarked;
