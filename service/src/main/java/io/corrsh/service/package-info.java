/** The HTTP service and the command line of CorrSH. */
@NullMarked
package io.corrsh.service;

import org.jspecify.annotations.NullMarked;
