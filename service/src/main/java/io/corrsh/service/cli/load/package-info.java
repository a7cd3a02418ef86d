/** Loading a corpus into a running service. */
@NullMarked
package io.corrsh.service.cli.load;

import org.jspecify.annotations.NullMarked;
