/** The command line. */
@NullMarked
package io.corrsh.service.cli;

import org.jspecify.annotations.NullMarked;
